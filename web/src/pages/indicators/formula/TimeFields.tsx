import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Block } from "@/api/types";
import styles from "./formula.module.css";

interface Props {
  block: Block;
  onChange: (block: Block) => void;
}

const WINDOWS = ["own", "YTD", "ROLLING", "BALANCE"] as const;
const COMPARISONS = ["none", "GROWTH.year", "GROWTH.period", "PRIOR.year", "PRIOR.period", "SHARE"] as const;

/** Over which days a part is taken, and what it is compared with. */
export function TimeFields({ block, onChange }: Props) {
  const { t } = useTranslation();
  const { window, compare } = block;
  const compared = compare ? (compare.step ? `${compare.kind}.${compare.step}` : compare.kind) : "none";
  const setWindow = (kind: string) =>
    onChange({
      ...block,
      window: kind === "own" ? null : { kind: kind as "YTD" | "ROLLING" | "BALANCE", n: kind === "ROLLING" ? 3 : null },
    });
  const setCompare = (value: string) => {
    const [kind, step] = value.split(".");
    onChange({
      ...block,
      compare:
        value === "none"
          ? null
          : {
              kind: kind as "PRIOR" | "GROWTH" | "SHARE",
              step: (step as "year" | "period" | undefined) ?? null,
              n: kind === "PRIOR" ? 1 : null,
            },
    });
  };
  return (
    <div className={styles.time}>
      <Select
        size="small"
        variant="filled"
        aria-label={t("formulaEditor.window.label")}
        value={window?.kind ?? "own"}
        popupMatchSelectWidth={false}
        options={WINDOWS.map((kind) => ({ value: kind, label: t(`formulaEditor.window.${kind}`) }))}
        onChange={setWindow}
      />
      {window?.kind === "ROLLING" && (
        <InputNumber
          size="small"
          min={1}
          max={400}
          precision={0}
          aria-label={t("formulaEditor.window.n")}
          suffix={t("formulaEditor.window.periods")}
          value={window.n ?? 3}
          onChange={(n) => onChange({ ...block, window: { ...window, n: n ?? 1 } })}
        />
      )}
      <Select
        size="small"
        variant="filled"
        aria-label={t("formulaEditor.compare.label")}
        value={compared}
        popupMatchSelectWidth={false}
        options={COMPARISONS.map((value) => ({ value, label: t(`formulaEditor.compare.${value.replace(".", "_")}`) }))}
        onChange={setCompare}
      />
      {compare?.kind === "PRIOR" && (
        <InputNumber
          size="small"
          min={1}
          max={400}
          precision={0}
          aria-label={t("formulaEditor.compare.n")}
          suffix={t(compare.step === "year" ? "formulaEditor.compare.yearsBack" : "formulaEditor.compare.periodsBack")}
          value={compare.n ?? 1}
          onChange={(n) => onChange({ ...block, compare: { ...compare, n: n ?? 1 } })}
        />
      )}
    </div>
  );
}
