import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockFilter } from "@/api/types";
import { FilterRow, firstOp } from "./FilterRow";
import styles from "./formula.module.css";
import { newFilter } from "./make";
import type { ColumnWords, Words } from "./words";

interface Props {
  filters: readonly BlockFilter[];
  words: Words;
  columns: readonly (readonly [string, ColumnWords])[];
  placeholder: string;
  onChange: (before: BlockFilter | null, after: BlockFilter | null) => void;
}

/** Conditions one below the other, and a list to add one from. */
export function Filters({ filters, words, columns, placeholder, onChange }: Props) {
  const { t } = useTranslation();
  const facts = [...new Set(columns.map(([, column]) => column.fact))];
  const kinds = { dimension: 0, flag: 1, date: 2, number: 3, key: 4 };
  return (
    <div className={styles.filters}>
      {filters.map((filter, at) => (
        <FilterRow
          // The same column may be tested twice: a condition is known by its place.
          // oxlint-disable-next-line react/no-array-index-key
          key={`${at}:${filter.column ?? filter.text}`}
          filter={filter}
          words={words}
          columns={columns}
          onChange={(next) => onChange(filter, next)}
          onRemove={() => onChange(filter, null)}
        />
      ))}
      <Select<string | null>
        className={styles.addFilter ?? ""}
        variant="borderless"
        aria-label={placeholder}
        placeholder={placeholder}
        value={null}
        popupMatchSelectWidth={240}
        showSearch={{ optionFilterProp: "find" }}
        options={facts.map((fact) => ({
          label: facts.length > 1 ? words.fact(fact)?.label : t("formulaEditor.columns"),
          options: columns
            .filter(([, column]) => column.fact === fact)
            .sort(([, a], [, b]) => kinds[a.kind] - kinds[b.kind])
            .map(([path, column]) => ({ value: path, label: column.label, find: `${column.label} ${column.name}` })),
        }))}
        onChange={(path) => {
          const column = words.column(path ?? "");
          if (path && column) onChange(null, newFilter(path, firstOp(column)));
        }}
      />
    </div>
  );
}
