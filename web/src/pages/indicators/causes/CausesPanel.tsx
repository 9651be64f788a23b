import { Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Slice } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import { CauseItem } from "./CauseItem";
import styles from "./Causes.module.css";
import { type Against, useCauses } from "./queries";

interface Props {
  code: string;
  slice: Slice;
  against: Against;
}

/** The few members that explain the change, in words, with what is inside them and their documents. */
export function CausesPanel({ code, slice, against }: Props) {
  const { t } = useTranslation();
  const { data, isPlaceholderData } = useCauses(code, slice, against);
  if (data && data.state !== "ok") return null;
  const best = data?.breakdowns[0];
  const largest = Math.max(...(data?.causes.map((cause) => Math.abs(Number(cause.effect))) ?? [1]));
  return (
    <Panel
      title={t("causes.title")}
      extra={
        best && data?.causes.length ? (
          <span className={styles.hint}>
            {t(Number(best.explained) > 1.005 ? "causes.explainedMore" : "causes.explained", {
              label: best.label,
              count: best.chosen.length,
              share: Math.round(Number(best.explained) * 100),
            })}
          </span>
        ) : null
      }
    >
      {!data && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {data?.causes.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("causes.none")} />}
      {data && data.causes.length > 0 && (
        <ol className={`${styles.causes} ${isPlaceholderData ? styles.stale : ""}`}>
          {data.causes.map((cause) => (
            <CauseItem key={String(cause.key)} cause={cause} found={data} largest={largest} depth={0} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
