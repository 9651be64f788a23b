import { Empty, Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Slice } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import styles from "./Causes.module.css";
import { useAnomalies } from "./queries";

interface Props {
  code: string;
  slice: Slice;
  linkTo: (code: string) => string;
}

/** What is odd: lasting changes of the whole and of its members, outliers, and what moves along. */
export function AnomaliesPanel({ code, slice, linkTo }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch, isPlaceholderData } = useAnomalies(code, slice);
  const odd = [
    ...(data?.shifts ?? []).map(({ text }) => ({ text, lasting: true })),
    ...(data?.spikes ?? []).map(({ text }) => ({ text, lasting: false })),
  ];
  const nothing = data && odd.length + data.members.length + data.companions.length === 0;
  return (
    <Panel title={t("causes.anomalies")}>
      {error && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {nothing && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("causes.nothingOdd")} />}
      {data && !nothing && (
        <ul className={`${styles.odd} ${isPlaceholderData ? styles.stale : ""}`}>
          {odd.map((one) => (
            <li key={one.text}>
              <Tag color={one.lasting ? "volcano" : "gold"}>{t(one.lasting ? "causes.shift" : "causes.spike")}</Tag>
              {one.text}
            </li>
          ))}
          {data.members.map((one) => (
            <li key={`${one.dimension}|${String(one.key)}|${one.since}`}>
              <Tag color={one.worse === null ? "default" : one.worse ? "red" : "green"}>
                {t("causes.since", { period: one.since })}
              </Tag>
              {one.text}
            </li>
          ))}
          {data.companions.map((one) => (
            <li key={one.code}>
              <Tag color="blue">{t(one.lag > 0 ? "causes.early" : one.lag < 0 ? "causes.late" : "causes.along")}</Tag>
              {one.text} <Link to={linkTo(one.code)}>{t("causes.open")}</Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
