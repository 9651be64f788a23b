import { Empty, Segmented, Skeleton } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import OrgPicker from "@/figures/OrgPicker";
import { Figure } from "@/figures/Figure";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { forDrawing } from "@/lib/decimal";
import { writeText } from "@/lib/quantity";
import { tickOf } from "../trend";
import styles from "./formula.module.css";
import type { FormulaAnswer } from "./useFormula";

const TrendChart = lazy(async () => ({ default: (await import("@/widgets/chart/TrendChart")).TrendChart }));
const BARS = new Set(["CNY", "pcs", "count", "person"]);

interface Props {
  answer: FormulaAnswer;
  name: string;
  decimals: number;
  org: string | null;
  onOrg: (org: string | null) => void;
}

/** What a formula gives: twelve months as a chart or a table, what it means in words, and its parts. */
export function PreviewPanel({ answer, name, decimals, org, onOrg }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const { language } = write;
  const [shape, setShape] = useState<"chart" | "table">("chart");
  const { data, fresh, error } = answer;
  const unit = data?.unit ?? "none";
  const rows = useMemo(() => data?.rows ?? [], [data]);
  const chart = useMemo(
    () =>
      rows.map((row, at) => ({
        label: writePeriod(row.period, language),
        tick: tickOf(row.period, at === 0, language),
        value: forDrawing(row.value),
        target: null,
        valueText: writeText(row.value, unit, language, { decimals }),
        targetText: "",
      })),
    [rows, unit, language, decimals],
  );
  const last = rows.findLast((row) => row.value !== null);
  const usable = data !== undefined && data.unit !== null;
  return (
    <Panel
      title={t("preview.title")}
      extra={<OrgPicker org={org} onChange={onOrg} />}
    >
      <div className={styles.preview} aria-busy={!fresh} style={fresh || !usable ? undefined : { opacity: 0.55 }}>
        {error && <p className={styles.hint}>{error.message}</p>}
        {!usable && !error && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(data ? "preview.wrong" : "preview.nothing")} />}
        {usable && (
          <>
            <div className={styles.previewHead}>
              <div>
                <Figure written={write.parts(last?.value, unit, { decimals })} size="large" />
                <span className={styles.hint}>{last ? writePeriod(last.period, language) : t(`preview.state.${data.state ?? "no_data"}`)}</span>
              </div>
              <Segmented<"chart" | "table">
                size="small"
                aria-label={t("preview.shape")}
                value={shape}
                onChange={setShape}
                options={[
                  { value: "chart", label: t("preview.chart") },
                  { value: "table", label: t("preview.table") },
                ]}
              />
            </div>
            {data.state === "no_source" && <p className={styles.lacking}>{t("preview.lacking", { what: data.missing.join(t("list.comma")) })}</p>}
            {shape === "table" || !last ? (
              <table className={styles.table}>
                <thead>
                  <tr>
                    <th>{t("period.label")}</th>
                    <th className="figures">{t("preview.value")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.period}>
                      <td>{writePeriod(row.period, language)}</td>
                      <td className="figures">{write.text(row.value, unit, { decimals })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : (
              <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 5 }} />}>
                <TrendChart
                  data={chart}
                  shape={BARS.has(unit) ? "bar" : "line"}
                  current={rows.indexOf(last)}
                  valueName={name || t("preview.value")}
                  targetName=""
                  label={t("preview.chartOf")}
                  writeAxis={(value) => writeText(value.toFixed(6), unit, language, { compact: true, decimals: unit === "ratio" ? 1 : 0 })}
                  onPick={() => undefined}
                  height={220}
                />
              </Suspense>
            )}
            <p className={styles.took}>
              {t("preview.unit", { unit: t(`unitName.${unit}`, { defaultValue: unit }) })}
              {" · "}
              {t(data.adds.time ? "preview.adds" : "preview.addsNot")}
              {" · "}
              {t("preview.took", { ms: Math.round(data.took_ms) })}
            </p>
            <h3 className={styles.sub}>{t("preview.words")}</h3>
            <p className={styles.words}>{data.explanation}</p>
          </>
        )}
      </div>
    </Panel>
  );
}
