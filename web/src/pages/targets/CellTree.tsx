import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useWrite } from "@/figures/useWrite";
import { addDecimals } from "@/lib/decimal";
import { StateMark } from "./grid/StateMark";
import { HolderIcon } from "./HolderPicker";
import { useTree } from "./queries";
import styles from "./targets.module.css";
import type { TargetNode } from "./types";

/** A target with all that was cascaded from it. */
export function CellTree({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = useTree(id);
  if (error) return <p className={styles.fault}>{messageOf(error)}</p>;
  if (!data) return <Skeleton active />;
  return (
    <>
      <ul className={styles.tree}>
        <Branch node={data} parent={null} />
      </ul>
      {data.childs.length === 0 && <p className={styles.faint}>{t("targets.noChildren")}</p>}
    </>
  );
}

function Branch({ node, parent }: { node: TargetNode; parent: TargetNode | null }) {
  const { t } = useTranslation();
  const write = useWrite();
  const parts = node.childs.filter((one) => one.method === "split" && one.indicator === node.indicator);
  const sum = parts.length ? addDecimals(parts.map((one) => one.amount)) : null;
  return (
    <li>
      <div className={styles.branch}>
        <span>
          <HolderIcon kind={node.holder.kind} /> <b>{node.holder.name}</b>
          {parent && parent.indicator !== node.indicator && <small> · {node.name}</small>}
          {node.method && (
            <small className={styles.faint}>
              {" "}
              {t(`targets.method.${node.method}.name`)}
              {node.share !== null && ` ${write.text(node.share, "ratio", { decimals: 1 })}`}
            </small>
          )}
        </span>
        <span className={styles.branchEnd}>
          <span className="figures">{write.text(node.amount, node.unit, { decimals: node.decimals })}</span>
          <StateMark state={node.state} />
        </span>
      </div>
      {sum !== null && (
        <div className={`figures ${styles.branchSum}`}>
          {t("targets.childrenSum", { sum: write.text(sum, node.unit, { decimals: node.decimals }), count: parts.length })}
        </div>
      )}
      {node.childs.length > 0 && (
        <ul>
          {node.childs.map((one) => (
            <Branch key={one.id} node={one} parent={node} />
          ))}
        </ul>
      )}
    </li>
  );
}
