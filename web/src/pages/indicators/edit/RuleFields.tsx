import { InputNumber, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "@/figures/Panel";
import { usualDecimals } from "@/lib/quantity";
import type { Draft } from "./draft";
import styles from "./edit.module.css";
import { Row } from "./Row";

const PERSPECTIVES = ["finance", "customer", "operations", "people", "adoption"] as const;
const DIRECTIONS = ["higher", "lower", "target", "range"] as const;
const FREQUENCIES = ["day", "week", "month", "quarter", "year"] as const;
const OWNERS = ["general_manager", "department_head", "sales", "purchasing", "warehouse", "production", "quality", "finance", "hr", "admin"] as const;
const UNITS = ["CNY", "ratio", "pcs", "count", "person", "day", "hour", "CNY/pcs", "none"] as const;

interface Props {
  draft: Draft;
  /** What the formula gives; null while it is wrong. */
  formulaUnit: string | null;
  wrong: ReadonlySet<keyof Draft>;
  onChange: (part: Partial<Draft>) => void;
}

/** How the figure is shown, which way is good, whose it is, and what is usual. */
export function RuleFields({ draft, formulaUnit, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const unitName = (unit: string) => t(`unitName.${unit}`, { defaultValue: unit });
  const unit = draft.unit || formulaUnit || "none";
  const suffix = unit === "ratio" && (draft.display ?? "percent") === "percent" ? "%" : unit === "none" ? undefined : unitName(unit);
  const units = [...new Set([...UNITS, ...(formulaUnit ? [formulaUnit] : []), ...(draft.unit ? [draft.unit] : [])])];
  const number = (name: "tolerance" | "low" | "high" | "usual") => (
    <Row label={t(`indicatorForm.${name}`)} required={name === "low" || name === "high"} error={wrong.has(name) ? t("indicatorForm.limitsWrong") : undefined}>
      <InputNumber<string>
        stringMode
        className={styles.wide ?? ""}
        aria-label={t(`indicatorForm.${name}`)}
        suffix={suffix}
        value={draft[name] || null}
        onChange={(value) => onChange({ [name]: value ?? "" })}
      />
    </Row>
  );
  return (
    <Panel title={t("indicatorForm.rules")}>
      <div className={styles.grid}>
        <Row label={t("library.perspective")}>
          <Select
            aria-label={t("library.perspective")}
            value={draft.perspective}
            options={PERSPECTIVES.map((one) => ({ value: one, label: t(`indicatorForm.perspective.${one}`) }))}
            onChange={(perspective) => onChange({ perspective })}
          />
        </Row>
        <Row label={t("indicator.direction")}>
          <Select
            aria-label={t("indicator.direction")}
            value={draft.direction}
            options={DIRECTIONS.map((one) => ({ value: one, label: t(`direction.${one}`) }))}
            onChange={(direction) => onChange({ direction })}
          />
        </Row>
        {draft.direction === "target" && number("tolerance")}
        {draft.direction === "range" && number("low")}
        {draft.direction === "range" && number("high")}
        <Row label={t("indicator.unit")}>
          <Select
            aria-label={t("indicator.unit")}
            value={draft.unit}
            options={[
              { value: "", label: t("indicatorForm.unitOfFormula", { unit: formulaUnit ? unitName(formulaUnit) : "—" }) },
              ...units.map((one) => ({ value: one as string, label: unitName(one) })),
            ]}
            onChange={(next) => onChange({ unit: next })}
          />
        </Row>
        <Row label={t("indicatorForm.decimals")}>
          <InputNumber className={styles.wide ?? ""} aria-label={t("indicatorForm.decimals")} min={0} max={6} precision={0} placeholder={String(usualDecimals(unit))} value={draft.decimals} onChange={(value) => onChange({ decimals: value })} />
        </Row>
        <Row label={t("indicator.frequency")}>
          <Select
            aria-label={t("indicator.frequency")}
            value={draft.frequency}
            options={FREQUENCIES.map((one) => ({ value: one, label: t(`indicatorForm.frequency.${one}`) }))}
            onChange={(frequency) => onChange({ frequency })}
          />
        </Row>
        <Row label={t("indicator.owner")}>
          <Select
            aria-label={t("indicator.owner")}
            value={draft.owner}
            options={OWNERS.map((one) => ({ value: one as string, label: t(`role.${one}`) }))}
            onChange={(owner) => onChange({ owner })}
          />
        </Row>
        {number("usual")}
        <Row label={t("indicatorForm.usualSource")}>
          <Input aria-label={t("indicatorForm.usualSource")} placeholder={t("indicatorForm.usualSourceHint")} value={draft.usual_source} onChange={(event) => onChange({ usual_source: event.target.value })} />
        </Row>
      </div>
    </Panel>
  );
}
