import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockFilter } from "@/api/types";
import { FilterValues } from "./FilterValues";
import styles from "./formula.module.css";
import type { FilterOp } from "./make";
import type { ColumnKind, ColumnWords, Words } from "./words";

const OPS: Record<ColumnKind, readonly FilterOp[]> = {
  dimension: ["in", "not_in", "contains", "not_contains", "empty", "not_empty"],
  key: ["empty", "not_empty"],
  flag: ["true", "false"],
  number: ["=", "!=", "<", "<=", ">", ">=", "between", "empty", "not_empty"],
  date: ["=", "<", "<=", ">", ">=", "between", "empty", "not_empty"],
};

interface Props {
  filter: BlockFilter;
  words: Words;
  /** Columns that it may be compared with, by path. */
  columns: readonly (readonly [string, ColumnWords])[];
  onChange: (filter: BlockFilter) => void;
  onRemove: () => void;
}

/** One condition: a column, how it is tested, and against what. */
export function FilterRow({ filter, words, columns, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const column = words.column(filter.column ?? "");
  const remove = (
    <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("formulaEditor.removeFilter")} onClick={onRemove} />
  );
  if (!column || filter.text) {
    return (
      <div className={styles.filter}>
        <code className={styles.code}>{filter.text ?? filter.column}</code>
        {remove}
      </div>
    );
  }
  const op = filter.op ?? "in";
  const others = columns.filter(([, one]) => one.kind === column.kind && one !== column);
  const comparable = (column.kind === "date" || column.kind === "number") && op !== "between" && others.length > 0;
  const bare = ["empty", "not_empty", "true", "false"].includes(op);
  return (
    <div className={styles.filter}>
      <span className={styles.filterName}>{column.label}</span>
      <Select<FilterOp>
        variant="filled"
        size="small"
        aria-label={t("formulaEditor.opOf", { column: column.label })}
        value={op}
        popupMatchSelectWidth={false}
        options={OPS[column.kind].map((one) => ({ value: one, label: t(`formulaEditor.op.${one}`) }))}
        onChange={(next) => onChange({ ...filter, op: next, other: next === "between" ? null : filter.other })}
      />
      {!bare && comparable && (
        <Select<string>
          variant="filled"
          size="small"
          aria-label={t("formulaEditor.against")}
          value={filter.other ?? ""}
          popupMatchSelectWidth={false}
          options={[
            { value: "", label: t("formulaEditor.value") },
            ...others.map(([path, one]) => ({
              value: path,
              label: one.fact === column.fact ? one.label : `${words.fact(one.fact)?.label} · ${one.label}`,
            })),
          ]}
          onChange={(other) => onChange({ ...filter, other: other || null, values: other ? [] : filter.values })}
        />
      )}
      {!bare && !filter.other && (
        <FilterValues filter={filter} column={column} onChange={(values) => onChange({ ...filter, values })} />
      )}
      {remove}
    </div>
  );
}

/** The test a new condition on a column begins with. */
export const firstOp = (column: ColumnWords): FilterOp =>
  column.kind === "date" || column.kind === "number" ? ">=" : (OPS[column.kind][0] ?? "in");
