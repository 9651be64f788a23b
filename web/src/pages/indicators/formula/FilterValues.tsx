import { useQuery } from "@tanstack/react-query";
import { DatePicker, Input, InputNumber, Select, Spin } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import type { BlockFilter } from "@/api/types";
import { useDebounced } from "@/meta/fields/useDebounced";
import styles from "./formula.module.css";
import type { ColumnWords } from "./words";

interface Props {
  filter: BlockFilter;
  column: ColumnWords;
  onChange: (values: string[]) => void;
}

/** What a column is compared with: choices, members found by name, a number, a day or a word. */
export function FilterValues({ filter, column, onChange }: Props) {
  const { t } = useTranslation();
  const label = t("formulaEditor.values", { column: column.label });
  const { op, values } = filter;
  if (op === "in" || op === "not_in") {
    if (column.choices.length === 0 && column.members) return <Members label={label} column={column} values={values} onChange={onChange} />;
    return (
      <Select
        mode={column.choices.length > 0 ? "multiple" : "tags"}
        className={styles.values ?? ""}
        aria-label={label}
        placeholder={label}
        value={values}
        showSearch={{ optionFilterProp: "label" }}
        options={column.choices.map((one) => ({ value: one.name, label: one.label }))}
        onChange={onChange}
      />
    );
  }
  const places = op === "between" ? [0, 1] : [0];
  const set = (at: number, value: string) => onChange(places.map((place) => (place === at ? value : (values[place] ?? ""))));
  return places.map((at) => {
    if (column.kind === "date") {
      return (
        <DatePicker
          key={at}
          aria-label={label}
          value={values[at] ? dayjs(values[at]) : null}
          onChange={(day) => set(at, day ? day.format("YYYY-MM-DD") : "")}
        />
      );
    }
    if (column.kind === "number") {
      return (
        <InputNumber<string>
          key={at}
          stringMode
          aria-label={label}
          placeholder={label}
          value={values[at] || null}
          onChange={(value) => set(at, value ?? "")}
        />
      );
    }
    return (
      <Input
        key={at}
        className={styles.values ?? ""}
        aria-label={label}
        placeholder={label}
        value={values[at] ?? ""}
        onChange={(event) => set(at, event.target.value)}
      />
    );
  });
}

interface MemberProps {
  label: string;
  column: ColumnWords;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** Members of a dimension, found by name on the server; formulas bear their names, keys where two are alike. */
function Members({ label, column, values, onChange }: MemberProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed, 200);
  const { data, isFetching } = useQuery({
    queryKey: ["dimension-members", column.members, q],
    queryFn: ({ signal }) =>
      get<{ key: string; name: string }[]>(`/api/dimensions/${column.members}/members`, { q, limit: 50 }, signal),
    staleTime: 60_000,
  });
  const found = data ?? [];
  const options = found.map((one) => {
    const twins = found.filter((other) => other.name === one.name).length > 1;
    return twins ? { value: one.key, label: `${one.name} (${one.key})` } : { value: one.name, label: one.name };
  });
  return (
    <Select
      mode="multiple"
      className={styles.values ?? ""}
      aria-label={label}
      placeholder={t("formulaEditor.findMembers", { column: column.label })}
      value={[...values]}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={isFetching ? <Spin size="small" /> : t("formulaEditor.noMembers", { text: typed })}
      options={options}
      onChange={(chosen) => {
        setTyped("");
        onChange(chosen);
      }}
    />
  );
}
