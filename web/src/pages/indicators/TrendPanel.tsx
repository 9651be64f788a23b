import { Empty, Skeleton } from "antd";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Slice, useCockpit, useValues } from "@/api/queries";
import type { Indicator } from "@/api/types";
import { Figure } from "@/figures/Figure";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { forDrawing } from "@/lib/decimal";
import { writeText } from "@/lib/quantity";
import { PublishedMark } from "@/pages/closings/PublishedMark";
import { Headline } from "./Headline";
import styles from "./IndicatorPage.module.css";
import { course, tickOf, trendQuestion } from "./trend";

const TrendChart = lazy(async () => ({ default: (await import("@/widgets/chart/TrendChart")).TrendChart }));

/** Units that stand as bars from zero; ratios, days and the like run as a line. */
const BARS = new Set(["CNY", "pcs", "count", "person"]);

interface Props {
  indicator: Indicator;
  slice: Slice;
  search: string;
  onPeriod: (period: string) => void;
}

export function TrendPanel({ indicator, slice, search, onPeriod }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const { language } = write;
  const { unit, decimals } = indicator;
  const { data } = useValues(indicator.code, trendQuestion(slice));
  const { data: cockpit, isPlaceholderData } = useCockpit(slice);
  const card = cockpit?.perspectives.flatMap((one) => one.cards).find((one) => one.code === indicator.code);
  const points = useMemo(() => (data ? course(data) : []), [data]);

  const chart = useMemo(
    () =>
      points.map((point, i) => ({
        label: writePeriod(point.period, language),
        tick: tickOf(point.period, i === 0, language),
        value: forDrawing(point.value),
        target: forDrawing(point.target),
        valueText: writeText(point.value, unit, language, { decimals }),
        targetText: writeText(point.target, unit, language, { decimals }),
      })),
    [points, language, unit, decimals],
  );
  const axis = useCallback(
    (value: number) => {
      const shown = unit === "ratio" ? value * 100 : value;
      const places = Math.abs(shown - Math.round(shown)) > 1e-6 ? 1 : 0;
      return writeText(value.toFixed(6), unit, language, { compact: true, decimals: places });
    },
    [unit, language],
  );
  const now = points.find((point) => point.period === slice.period);
  const published = data?.published?.find((one) => one.period === slice.period);
  const withTarget = points.some((point) => point.target !== null);
  const pick = (index: number) => {
    const point = points[index];
    if (point && point.period !== slice.period) onPeriod(point.period);
  };

  return (
    <Panel
      title={t("indicator.trend")}
      extra={
        <span className={styles.legend} aria-hidden="true">
          <span>{t("indicator.actual")}</span>
          {withTarget && <span className={styles.legendTarget}>{t("indicator.target")}</span>}
        </span>
      }
    >
      {card && !isPlaceholderData ? (
        <Headline card={card} period={slice.period} context={search} />
      ) : (
        // All cards come in one answer, this figure alone comes sooner.
        <div className={styles.headline}>
          <Figure written={write.parts(now?.value, unit, { decimals })} size="large" />
        </div>
      )}
      {published && <PublishedMark published={published} now={now?.value ?? null} unit={unit} decimals={decimals} />}
      {data && points.every((point) => point.value === null) ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("indicator.noTrend")} />
      ) : (
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
          <TrendChart
            data={chart}
            shape={BARS.has(unit) ? "bar" : "line"}
            current={points.findIndex((point) => point.period === slice.period)}
            valueName={indicator.name}
            targetName={t("indicator.target")}
            label={t("indicator.trendOf", { name: indicator.name })}
            writeAxis={axis}
            onPick={pick}
          />
        </Suspense>
      )}
      {data && data.version !== undefined && (
        <p className={styles.version}>
          <Link to={`/indicators/${encodeURIComponent(indicator.code)}/versions`}>
            {data.version === 0 ? t("versions.computedShipped") : t("versions.computed", { number: data.version })}
          </Link>
        </p>
      )}
    </Panel>
  );
}
