import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Block } from "@/api/types";
import { daysBlock, indicatorBlock, measureBlock, numberBlock } from "./make";
import type { Words } from "./words";

interface Props {
  words: Words;
  /** The indicator being defined: it cannot be made of itself. */
  code: string | null;
  placeholder: string;
  autoFocus?: boolean;
  onPick: (block: Block) => void;
}

/** Choose what to count: an indicator, a number of a kind of business, or a typed number. */
export function PartPicker({ words, code, placeholder, autoFocus, onPick }: Props) {
  const { t } = useTranslation();
  const options = useMemo(() => {
    const facts = [...words.blocks.facts].sort((a, b) => Number(b.supplied) - Number(a.supplied));
    return [
      {
        label: t("formulaEditor.indicators"),
        options: words.blocks.indicators
          .filter((one) => one.name !== code)
          .map((one) => ({ value: `i:${one.name}`, label: one.label, find: `${one.label} ${one.name}` })),
      },
      ...facts.map((fact) => ({
        label: fact.supplied ? fact.label : t("formulaEditor.noRows", { fact: fact.label }),
        options: [
          ...fact.measures.map((one) => ({
            value: `m:${fact.name}.${one.name}`,
            label: `${fact.label} · ${one.label}`,
            find: `${fact.label} ${one.label} ${fact.name} ${one.name}`,
          })),
          {
            value: `c:${fact.name}`,
            label: `${fact.label} · ${t("formulaEditor.rowCount")}`,
            find: `${fact.label} ${t("formulaEditor.rowCount")} ${fact.name}`,
          },
        ],
      })),
      {
        label: t("formulaEditor.others"),
        options: [
          { value: "n:", label: t("formulaEditor.number"), find: t("formulaEditor.number") },
          { value: "d:", label: t("formulaEditor.days"), find: t("formulaEditor.days") },
        ],
      },
    ];
  }, [words, code, t]);

  const pick = (value: string) => {
    const [kind, name = ""] = [value[0], value.slice(2)];
    const fact = words.fact(name.split(".")[0] ?? "");
    if (kind === "i") onPick(indicatorBlock(name));
    else if (kind === "n") onPick(numberBlock("100"));
    else if (kind === "d") onPick(daysBlock());
    else if (fact) onPick(measureBlock(fact, kind === "c" ? null : (name.split(".")[1] ?? null)));
  };

  return (
    <Select<string | null>
      aria-label={placeholder}
      placeholder={placeholder}
      value={null}
      autoFocus={autoFocus ?? false}
      style={{ width: "100%" }}
      popupMatchSelectWidth={360}
      listHeight={360}
      showSearch={{ optionFilterProp: "find" }}
      options={options}
      onChange={(value) => value && pick(value)}
    />
  );
}
