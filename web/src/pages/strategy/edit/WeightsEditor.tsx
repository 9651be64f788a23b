import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { Alert, Button, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Measure, Objective } from "../types";
import { IndicatorPicker } from "./IndicatorPicker";
import styles from "./edit.module.css";
import { inTurn } from "./inTurn";
import type { Values } from "./merge";
import type { Writes } from "./useWrites";
import { balance, fractionOf, type Percent, percentOf, toHundred } from "./weights";

interface Row {
  code: string;
  name: string;
  weight: Percent;
  /** As it was read; null when it is new. */
  stored: Measure | null;
}

const rowsOf = (objective: Objective): Row[] =>
  objective.indicators.map((one) => ({ code: one.code, name: one.name, weight: percentOf(one.weight), stored: one }));

interface Props {
  objective: Objective;
  writes: Writes;
}

/** The indicators of an objective and their weights: changed here, kept together, checked against 100 %. */
export function WeightsEditor({ objective, writes }: Props) {
  const { t } = useTranslation();
  // As long as nothing was typed here, what others change is shown.
  const [draft, change] = useState<Row[] | null>(null);
  const [busy, setBusy] = useState(false);
  const rows = draft ?? rowsOf(objective);
  const found = balance(rows.map((row) => row.weight));
  const level = () => {
    const weights = toHundred(rows.map((row) => row.weight));
    change(rows.map((row, i) => ({ ...row, weight: weights[i] ?? null })));
  };

  const save = async () => {
    setBusy(true);
    const kept = new Set(rows.map((row) => row.code));
    const gone = objective.indicators.filter((one) => !kept.has(one.code));
    const well = await inTurn([
      ...gone.map((one) => () => writes.erase("indicators", one, one.name)),
      ...rows.map((row, sequence) => () => {
        const fixed = { objective: objective.id, indicator: row.code };
        const stored = row.stored ?? objective.indicators.find((one) => one.code === row.code);
        const base = stored ? ({ ...stored, ...fixed } as unknown as Values & Measure) : null;
        return writes.save("indicators", base, { ...fixed, weight: fractionOf(row.weight), sequence }, row.name);
      }),
    ]);
    setBusy(false);
    if (well) change(null);
  };

  const wrong = found.state === "over" || found.state === "short";
  return (
    <div>
      {rows.length > 0 && (
        <table className={styles.weights}>
          <tbody>
            {rows.map((row, i) => (
              <tr key={row.code}>
                <td>
                  {row.name}
                  <code>{row.code}</code>
                </td>
                <td className={styles.number}>
                  <InputNumber<string>
                    stringMode
                    aria-label={t("strategy.panel.weightOf", { name: row.name })}
                    min="0"
                    max="100"
                    precision={2}
                    formatter={(value) => String(value ?? "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")}
                    suffix="%"
                    style={{ width: 96 }}
                    value={row.weight}
                    onChange={(value) => change(rows.map((one, n) => (n === i ? { ...one, weight: value === null ? null : String(value) } : one)))}
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t("strategy.panel.removeIndicator", { name: row.name })}
                    onClick={() => change(rows.filter((_, n) => n !== i))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t("strategy.panel.sum")}</td>
              <td colSpan={2} className={`figures ${styles.total}`} data-sum={found.sum}>
                {found.state === "none" ? "—" : `${found.sum}%`}
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      {wrong && (
        <Alert
          style={{ marginTop: 8 }}
          type={found.state === "over" ? "error" : "warning"}
          showIcon
          title={t(`strategy.panel.${found.state}`, { sum: found.sum, off: found.off })}
          action={
            <Button size="small" onClick={level}>
              {t("strategy.panel.level")}
            </Button>
          }
        />
      )}
      <div className={styles.row}>
        <span className={styles.grow}>
          <IndicatorPicker
            taken={new Set(rows.map((row) => row.code))}
            perspective={objective.perspective}
            onPick={({ code, name }) => change([...rows, { code, name, weight: null, stored: null }])}
          />
        </span>
        {rows.length > 1 && found.state === "none" && (
          <Button onClick={level}>{t("strategy.panel.even")}</Button>
        )}
      </div>
      {draft && (
        <div className={styles.row}>
          <Button type="primary" loading={busy} disabled={found.state === "over"} onClick={() => void save()}>
            {t("strategy.panel.saveIndicators")}
          </Button>
          <Button disabled={busy} onClick={() => change(null)}>
            {t("strategy.form.cancel")}
          </Button>
        </div>
      )}
    </div>
  );
}
