import { Button, Input, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { ScreenBlocks, ScreenSource } from "@/api/types";
import { OnlyFields } from "./OnlyFields";
import styles from "./editor.module.css";

interface Props {
  source: ScreenSource;
  blocks: ScreenBlocks;
  /** Only indicators, which have targets. */
  indicators: boolean;
  onChange: (source: ScreenSource) => void;
  onRemove?: (() => void) | undefined;
}

/** Where a figure comes from, chosen from lists: an indicator, or a number of a kind of business. */
export function SourceFields({ source, blocks, indicators, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const fact = blocks.facts.find((one) => one.name === source.fact);
  const groups = [...new Set(blocks.indicators.map((one) => one.group))];
  const byFact = !indicators && Boolean(source.fact);
  const measure = fact?.measures.find((one) => one.name === source.measure);
  return (
    <div className={styles.source}>
      {!indicators && (
        <Segmented
          block
          value={byFact ? "fact" : "indicator"}
          options={[
            { value: "indicator", label: t("screens.editor.byIndicator") },
            { value: "fact", label: t("screens.editor.byFact") },
          ]}
          onChange={(kind) => onChange(kind === "fact" ? { fact: blocks.facts[0]?.name ?? null } : { indicator: null })}
        />
      )}
      {byFact && fact ? (
        <>
          <Select
            aria-label={t("screens.editor.chooseFact")}
            value={fact.name}
            showSearch={{ optionFilterProp: "label" }}
            options={blocks.facts.map((one) => ({ value: one.name, label: one.label, title: one.about }))}
            onChange={(name) => onChange({ fact: name })}
          />
          <Select
            aria-label={t("screens.editor.chooseMeasure")}
            value={source.measure ?? ""}
            options={[
              { value: "", label: t("screens.editor.count") },
              ...fact.measures.map((one) => ({ value: one.name, label: one.label })),
            ]}
            onChange={(name) => {
              const adds = fact.measures.find((one) => one.name === name)?.adds ?? true;
              onChange({ ...source, measure: name || null, function: adds ? "sum" : "average" });
            }}
          />
          {measure && (
            <Segmented
              value={source.function ?? "sum"}
              options={[
                ...(measure.adds ? [{ value: "sum" as const, label: t("screens.editor.sum") }] : []),
                { value: "average" as const, label: t("screens.editor.average") },
              ]}
              onChange={(value) => onChange({ ...source, function: value })}
            />
          )}
          <OnlyFields fact={fact} only={source.only ?? []} onChange={(only) => onChange({ ...source, only })} />
        </>
      ) : (
        <Select
          aria-label={t("screens.editor.chooseIndicator")}
          placeholder={t("screens.editor.chooseIndicator")}
          value={source.indicator ?? null}
          showSearch={{ optionFilterProp: "label" }}
          options={groups.map((group) => ({
            label: group,
            options: blocks.indicators
              .filter((one) => one.group === group)
              .map((one) => ({ value: one.code, label: one.name, disabled: !one.source_ready })),
          }))}
          onChange={(code) => onChange({ indicator: code, label: source.label ?? null })}
        />
      )}
      <div className={styles.pair}>
        <Input
          aria-label={t("screens.editor.label")}
          placeholder={t("screens.editor.label")}
          maxLength={60}
          value={source.label ?? ""}
          onChange={(event) => onChange({ ...source, label: event.target.value || null })}
        />
        {onRemove && (
          <Button danger onClick={onRemove}>
            {t("screens.editor.removeSource")}
          </Button>
        )}
      </div>
    </div>
  );
}
