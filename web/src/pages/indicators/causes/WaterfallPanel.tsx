import { Empty, Segmented, Skeleton } from "antd";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Slice } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import styles from "./Causes.module.css";
import { type Against, useCauses } from "./queries";
import { useEffectWriter } from "./useEffectWriter";
import { ofBreakdown, ofPrices, PRICE_PARTS } from "./waterfall";

const WaterfallChart = lazy(async () => ({ default: (await import("@/widgets/chart/WaterfallChart")).WaterfallChart }));

/** The choice of price, volume and mix among the dimensions. */
const PRICES = "price-volume-mix";

interface Props {
  code: string;
  slice: Slice;
  against: Against;
}

/** The change in words, and in steps of one dimension. */
export function WaterfallPanel({ code, slice, against }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch, isPlaceholderData } = useCauses(code, slice, against);
  const [chosen, setChosen] = useState<string | null>(null);
  const write = useEffectWriter(data?.unit ?? "none", data?.decimals ?? 0);
  const choices = data?.breakdowns.filter((one) => one.adds_up && one.count > 1) ?? [];
  const breakdown = choices.find((one) => one.dimension === chosen) ?? choices[0];
  const prices = data?.price_volume ?? null;
  const byPrices = chosen === PRICES && prices !== null;
  const steps = useMemo(() => {
    if (!data) return [];
    const words = {
      before: t(data.against === "target" ? "causes.target" : "causes.before"),
      after: t("causes.after"),
      others: t("causes.others"),
      write: write.figure,
      effect: write.effect,
    };
    if (byPrices && prices) {
      const names = Object.fromEntries(PRICE_PARTS.map((part) => [part, t(`causes.prices.${part}`)]));
      return ofPrices(data, prices, names as Record<(typeof PRICE_PARTS)[number], string>, words);
    }
    return breakdown ? ofBreakdown(data, breakdown, words) : [];
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the writers follow from data and language
  }, [data, breakdown, byPrices, prices, t]);
  const axis = useCallback(
    (value: number) => write.figure(value.toFixed(6)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- as above
    [data?.unit, data?.decimals, t],
  );

  const options = [
    ...choices.slice(0, 7).map((one) => ({ value: one.dimension, label: one.label })),
    ...(prices ? [{ value: PRICES, label: t("causes.prices.title") }] : []),
  ];
  return (
    <Panel
      title={t("causes.change")}
      extra={
        options.length > 1 && (
          <div className={styles.choices}>
            <Segmented
              aria-label={t("indicator.dimension")}
              value={byPrices ? PRICES : (breakdown?.dimension ?? "")}
              onChange={setChosen}
              options={options}
            />
          </div>
        )
      }
    >
      {error && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active title={false} paragraph={{ rows: 7 }} />}
      {data && (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          {data.state !== "ok" ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`causes.state.${data.state}`)} />
          ) : (
            <>
              <p className={`${styles.lead} ${data.good === null ? "" : data.good ? styles.good : styles.bad}`}>
                {data.sentences[0]}
              </p>
              {byPrices && prices && <p className={styles.note}>{prices.text}</p>}
              {steps.length > 0 && (
                <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
                  <WaterfallChart steps={steps} label={t("causes.waterfallOf", { name: data.name })} writeAxis={axis} />
                </Suspense>
              )}
            </>
          )}
        </div>
      )}
    </Panel>
  );
}
