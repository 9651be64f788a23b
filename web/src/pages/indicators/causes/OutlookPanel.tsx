import { Empty, Skeleton } from "antd";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Slice } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import { writePeriod } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { useWrite } from "@/figures/useWrite";
import styles from "./Causes.module.css";
import { outlook } from "./outlook";
import { useAnomalies, useForecast } from "./queries";
import { useEffectWriter } from "./useEffectWriter";

const OutlookChart = lazy(async () => ({ default: (await import("@/widgets/chart/OutlookChart")).OutlookChart }));

interface Props {
  code: string;
  slice: Slice;
}

/** The course with its anomalies, and on into the forecast with the band it lies in. */
export function OutlookPanel({ code, slice }: Props) {
  const { t } = useTranslation();
  const { language } = useWrite();
  const { data, error, refetch, isPlaceholderData } = useForecast(code, slice);
  const { data: anomalies } = useAnomalies(code, slice);
  const write = useEffectWriter(data?.unit ?? "none", data?.decimals ?? 0);
  const points = useMemo(
    () =>
      data
        ? outlook(data, anomalies, {
            period: (label, short) => writePeriod(label, language, short),
            figure: write.figure,
            band: (value, low, high) => t("causes.band", { value, low, high }),
          })
        : [],
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the writer follows from data and language
    [data, anomalies, language, t],
  );
  const axis = useCallback(
    (value: number) => write.figure(value.toFixed(6)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as above
    [data?.unit, data?.decimals, language],
  );
  return (
    <Panel
      title={t("causes.forecast")}
      extra={<span className={styles.hint}>{t("causes.forecastHint")}</span>}
    >
      {error && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {data && (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          <ul className={styles.said}>
            {data.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {points.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("indicator.noTrend")} />
          ) : (
            <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
              <OutlookChart data={points} label={t("causes.forecastOf", { name: data.name })} writeAxis={axis} />
            </Suspense>
          )}
        </div>
      )}
    </Panel>
  );
}
