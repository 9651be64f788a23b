import { Select } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Block, BlockFilter } from "@/api/types";
import { Filters } from "./Filters";
import styles from "./formula.module.css";
import { usualFunction } from "./make";
import { columnsOf } from "./scope";
import type { FactBlock, Words } from "./words";

const NUMBERS = ["SUM", "AVG", "MEDIAN", "MIN", "MAX"];

interface Props {
  block: Block;
  words: Words;
  hidden: ReadonlySet<string>;
  onChange: (block: Block) => void;
}

/** A figure of a fact: the number, how it is gathered, the day it counts on, the rows that count. */
export function MeasureFields({ block, words, hidden, onChange }: Props) {
  const { t } = useTranslation();
  const fact = words.fact(block.fact ?? "");
  if (!fact) return null;
  const filters = block.filters ?? [];
  const change = (before: BlockFilter | null, after: BlockFilter | null) =>
    onChange({
      ...block,
      filters: before ? filters.flatMap((one) => (one === before ? (after ? [after] : []) : [one])) : after ? [...filters, after] : filters,
    });
  const linked = fact.linked.flatMap((name) => words.fact(name)?.dates.map((one) => `${name}.${one.name}`) ?? []);
  const dates = [...fact.dates.map((one) => `${fact.name}.${one.name}`), ...linked];
  const dateLabel = (path: string) => {
    const column = words.column(path);
    return column?.fact === fact.name ? column.label : `${words.fact(column?.fact ?? "")?.label} · ${column?.label}`;
  };
  const counting = ["COUNT", "COUNT_DISTINCT"].includes(block.function ?? "");
  return (
    <>
      <div className={styles.measure}>
        <Select
          aria-label={t("formulaEditor.what")}
          value={whatOf(block)}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: "label" }}
          options={whatOptions(block, fact, words, t)}
          onChange={(what) => onChange(withWhat(block, fact, what))}
        />
        {!counting && (
          <Select
            aria-label={t("formulaEditor.gather")}
            value={block.function ?? "SUM"}
            popupMatchSelectWidth={false}
            options={functionsFor(block, fact).map((name) => ({ value: name, label: t(`formulaEditor.function.${name}`) }))}
            onChange={(name) => onChange({ ...block, function: name })}
          />
        )}
        {dates.length > 1 && !fact.level && (
          <Select
            aria-label={t("formulaEditor.byDate")}
            value={block.date ?? `${fact.name}.${fact.date}`}
            popupMatchSelectWidth={false}
            labelRender={({ value }) => t("formulaEditor.by", { date: dateLabel(String(value)) })}
            options={dates.map((path) => ({ value: path, label: dateLabel(path) }))}
            onChange={(path) => onChange({ ...block, date: path === `${fact.name}.${fact.date}` ? null : path })}
          />
        )}
      </div>
      <Filters
        filters={filters.filter((one) => !hidden.has(JSON.stringify([one.column?.split(".")[1], one.op, one.values])))}
        words={words}
        columns={[...columnsOf(fact.name, words)]}
        placeholder={t("formulaEditor.addFilter")}
        onChange={change}
      />
    </>
  );
}

/** What is counted or added up, as one word: a number, the rows, different members, days between two dates. */
function whatOf(block: Block): string {
  if (block.between) return `between:${block.counted_in}:${block.between.join(":")}`;
  if (block.function === "COUNT_DISTINCT") return `distinct:${block.column}`;
  return block.column ? `number:${block.column}` : "rows";
}

function whatOptions(block: Block, fact: FactBlock, words: Words, t: TFunction) {
  const distinct = [...fact.keys, ...fact.filters.filter((one) => one.kind === "dimension" && one.choices.length === 0)];
  const days = fact.dates.flatMap((from) =>
    fact.dates.filter((to) => to !== from).map((to) => [`${fact.name}.${from.name}`, `${fact.name}.${to.name}`] as const),
  );
  const pair = ([from, to]: readonly string[]) =>
    t("formulaEditor.between", { from: words.column(from ?? "")?.label, to: words.column(to ?? "")?.label });
  const known = days.map((ends) => ({ value: `between:DAYS:${ends.join(":")}`, label: pair(ends) }));
  const now = whatOf(block);
  if (block.between && !known.some((one) => one.value === now)) known.unshift({ value: now, label: pair(block.between) });
  return [
    {
      label: t("formulaEditor.numbers"),
      options: fact.measures.map((one) => ({ value: `number:${fact.name}.${one.name}`, label: one.label })),
    },
    {
      label: t("formulaEditor.counts"),
      options: [
        { value: "rows", label: t("formulaEditor.rowCount") },
        ...distinct.map((one) => ({ value: `distinct:${fact.name}.${one.name}`, label: t("formulaEditor.distinct", { column: one.label }) })),
      ],
    },
    { label: t("formulaEditor.durations"), options: known },
  ];
}

function withWhat(block: Block, fact: FactBlock, what: string): Block {
  const [kind, first = "", ...rest] = what.split(":");
  const { column: _column, between: _between, counted_in: _unit, ...kept } = block;
  if (kind === "rows") return { ...kept, column: null, function: "COUNT" };
  if (kind === "distinct") return { ...kept, column: first, function: "COUNT_DISTINCT" };
  if (kind === "between") {
    return { ...kept, between: rest, counted_in: first as "DAYS" | "HOURS", function: NUMBERS.includes(block.function ?? "") && block.between ? (block.function ?? "AVG") : "AVG" };
  }
  return { ...kept, column: first, function: usualFunction(fact, first.split(".")[1] ?? null) };
}

/** Ways to gather the number that give a figure with a meaning. */
function functionsFor(block: Block, fact: FactBlock): string[] {
  const measure = fact.measures.find((one) => `${fact.name}.${one.name}` === block.column);
  if (measure?.additivity === "level") return ["SUM", "AVERAGE_LEVEL"];
  if (measure?.additivity === "ratio" || block.between) return NUMBERS.slice(1);
  return NUMBERS;
}
