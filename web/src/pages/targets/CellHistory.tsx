import { Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { writeMoment } from "@/lib/date";
import { messageOf } from "@/api/errors";
import { useHistory } from "./queries";
import styles from "./targets.module.css";
import { type TargetRow } from "./types";

/** Fields told in the history: the others are keys, or follow from these. */
const TOLD = ["amount", "threshold", "stretch", "baseline", "weight", "state", "method", "share", "buffer"] as const;
const FRACTIONS = new Set(["weight", "share", "buffer"]);

/** Every change of a target, newest first, from the log that proves it. */
export function CellHistory({ id, row }: { id: number; row: Pick<TargetRow, "unit" | "decimals"> }) {
  const { t } = useTranslation();
  const write = useWrite();
  const { data, error } = useHistory(id);
  if (error) return <p className={styles.fault}>{messageOf(error)}</p>;
  if (!data) return <Skeleton active />;
  if (data.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} />;
  const said = (field: string, value: unknown): string => {
    if (value === null || value === undefined) return "\u2014";
    if (field === "state") return t(`targets.state.${String(value)}`);
    if (field === "method") return t(`targets.method.${String(value)}.name`);
    if (FRACTIONS.has(field)) return write.text(String(value), "ratio", { decimals: 2 });
    return write.text(String(value), row.unit, { decimals: row.decimals });
  };
  return (
    <ol className={styles.history}>
      {data.map((entry) => (
        <li key={entry.number}>
          <header>
            <b>{entry.user || t("targets.system")}</b>
            <time>{writeMoment(`${entry.at}Z`, write.language)}</time>
            <span className={styles.faint}>#{entry.number}</span>
          </header>
          <ul>
            {TOLD.filter((field) => field in entry.after && (entry.after[field] ?? null) !== (entry.before[field] ?? null)).map((field) => (
              <li key={field}>
                {t(`targets.field.${field}`)} <span className={`figures ${styles.faint}`}>{said(field, entry.before[field])}</span> → <b className="figures">{said(field, entry.after[field])}</b>
              </li>
            ))}
          </ul>
          {entry.reason && <p className={styles.reason}>{entry.reason}</p>}
        </li>
      ))}
    </ol>
  );
}
