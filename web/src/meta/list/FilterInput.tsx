import { DatePicker, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";
import { today as companyDay } from "@/lib/period";
import { RecordSelect } from "../fields/RecordSelect";
import type { Condition, FieldMeta, FilterDescription, Named, Page } from "../types";
import styles from "./list.module.css";

interface Props {
  page: Page;
  filter: FilterDescription;
  conditions: Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** The input of one filter; a range is two conditions on the same field. */
export function FilterInput({ page, filter, conditions, onChange }: Props) {
  const { t } = useTranslation();
  const field: FieldMeta = page.fields[filter.name] ?? { name: filter.name, type: "char", label: filter.label };
  const at = (operator: Condition["operator"]) => conditions.find((one) => one.operator === operator)?.value;
  const one = (operator: Condition["operator"], value: unknown): Condition[] =>
    value === null || value === undefined || value === "" ? [] : [{ field: filter.name, operator, value }];
  const id = `filter-${filter.name}`;

  switch (filter.kind) {
    case "choice":
      return (
        <Select
          id={id}
          mode="multiple"
          className={styles.choice}
          variant="borderless"
          maxTagCount="responsive"
          value={(at("in") as string[] | undefined) ?? []}
          options={(field.selection ?? []).filter((choice) => choice.value)}
          onChange={(values: string[]) => onChange(values.length ? one("in", values) : [])}
        />
      );
    case "flag":
      return (
        <Select
          id={id}
          className={styles.flag}
          variant="borderless"
          value={at("=") === undefined ? null : String(at("="))}
          options={[
            { value: "true", label: t("documents.yes") },
            { value: "false", label: t("documents.no") },
          ]}
          onChange={(value: string) => onChange([{ field: filter.name, operator: "=", value: value === "true" }])}
        />
      );
    case "date": {
      const day = (operator: Condition["operator"]) => (at(operator) ? dayjs(String(at(operator))) : null);
      const range: [Dayjs | null, Dayjs | null] = [day(">="), day("<=")];
      return (
        <DatePicker.RangePicker
          id={id}
          variant="borderless"
          className={styles.range}
          allowEmpty
          value={range}
          presets={presets(t)}
          onChange={(days) =>
            onChange([...one(">=", days?.[0]?.format("YYYY-MM-DD")), ...one("<=", days?.[1]?.format("YYYY-MM-DD"))])
          }
        />
      );
    }
    case "number":
      return (
        <span className={styles.numbers}>
          <InputNumber<string>
            id={id}
            stringMode
            controls={false}
            variant="borderless"
            placeholder={t("documents.from")}
            value={(at(">=") as string | undefined) ?? null}
            onChange={(value) => onChange([...one(">=", value), ...one("<=", at("<="))])}
          />
          <InputNumber<string>
            stringMode
            controls={false}
            variant="borderless"
            placeholder={t("documents.to")}
            value={(at("<=") as string | undefined) ?? null}
            onChange={(value) => onChange([...one(">=", at(">=")), ...one("<=", value)])}
          />
        </span>
      );
    case "record":
      return (
        <span className={styles.choice}>
          <RecordSelect
            id={id}
            bare
            field={{ ...field, required: false }}
            value={(at("=") as Named | undefined) ?? null}
            onChange={(value) => onChange(value && !Array.isArray(value) ? one("=", value) : [])}
          />
        </span>
      );
    default:
      return (
        <Input
          id={id}
          variant="borderless"
          className={styles.flag}
          value={(at("contains") as string | undefined) ?? ""}
          onChange={(event) => onChange(one("contains", event.target.value))}
        />
      );
  }
}

function presets(t: (key: string) => string): { label: string; value: [Dayjs, Dayjs] }[] {
  const today = dayjs(companyDay());
  return [
    { label: t("documents.today"), value: [today, today] },
    { label: t("documents.thisMonth"), value: [today.startOf("month"), today.endOf("month")] },
    {
      label: t("documents.lastMonth"),
      value: [today.subtract(1, "month").startOf("month"), today.subtract(1, "month").endOf("month")],
    },
    { label: t("documents.thisYear"), value: [today.startOf("year"), today.endOf("year")] },
  ];
}
