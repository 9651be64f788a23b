import { Checkbox, DatePicker, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { isDecimal } from "@/lib/decimal";
import type { FieldMeta, Named, Value } from "../types";
import { RecordSelect } from "./RecordSelect";

interface Props {
  field: FieldMeta;
  page: string;
  value: Value | undefined;
  onChange: (value: Value) => void;
  disabled?: boolean;
  wrong?: boolean;
  /** Without borders, for a cell of a grid. */
  bare?: boolean;
  id?: string;
}

const WIDE = { width: "100%" };

/** The input that fits a field's type. */
export function FieldInput({ field, page, value, onChange, disabled = false, wrong = false, bare = false, id }: Props) {
  const common = {
    ...(id ? { id } : {}),
    disabled,
    status: wrong ? ("error" as const) : ("" as const),
    variant: bare ? ("borderless" as const) : ("outlined" as const),
    "aria-label": field.label,
  };
  switch (field.type) {
    case "boolean":
      return (
        <Checkbox {...(id ? { id } : {})} disabled={disabled} checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)} />
      );
    case "integer":
    case "float":
    case "numeric":
      return (
        <InputNumber<string>
          {...common}
          stringMode
          controls={false}
          style={{ ...WIDE, textAlign: "right" }}
          {...(field.type === "integer" ? { precision: 0 } : {})}
          value={isDecimal(String(value ?? "")) ? String(value) : null}
          onChange={(typed) => onChange(typed === null ? null : field.type === "integer" ? Number(typed) : String(typed))}
        />
      );
    case "selection":
      return (
        <Select
          {...common}
          style={WIDE}
          allowClear={!field.required}
          value={(value as string | null) ?? null}
          options={(field.selection ?? []).filter((choice) => choice.value !== null && choice.value !== "")}
          onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
        />
      );
    case "date":
      return (
        <DatePicker
          {...common}
          style={WIDE}
          allowClear={!field.required}
          value={typeof value === "string" && value ? dayjs(value) : null}
          onChange={(day) => onChange(day ? (Array.isArray(day) ? null : day.format("YYYY-MM-DD")) : null)}
        />
      );
    case "datetime":
    case "timestamp":
      return (
        <DatePicker
          {...common}
          style={WIDE}
          showTime={{ format: "HH:mm" }}
          value={typeof value === "string" && value ? dayjs(value) : null}
          onChange={(moment) => onChange(moment && !Array.isArray(moment) ? moment.toISOString() : null)}
        />
      );
    case "many2one":
    case "one2one":
      return <RecordSelect {...common} field={field} page={page} bare={bare} value={(value as Named | null) ?? null} onChange={onChange} />;
    case "many2many":
      return (
        <RecordSelect {...common} field={field} page={page} bare={bare} multiple value={(value as Named[] | null) ?? []} onChange={onChange} />
      );
    case "text":
      return (
        <Input.TextArea {...common} autoSize={{ minRows: 2, maxRows: 8 }} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />
      );
    default:
      return <Input {...common} value={String(value ?? "")} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** Types that this app can change; others are shown as text. */
export const EDITABLE = new Set([
  "boolean", "integer", "float", "numeric", "selection", "date", "datetime", "timestamp",
  "many2one", "one2one", "many2many", "text", "char",
]);
