import { Checkbox, DatePicker, Input, InputNumber } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { isDecimal, shiftDecimal } from "@/lib/decimal";
import { momentOf, parseMoment, wallTime } from "@/lib/zone";
import type { FieldMeta, Named, Referenced, Value } from "../types";
import { type Ask, RecordSelect } from "./RecordSelect";
import { ReferenceInput } from "./ReferenceInput";
import { SelectionInput } from "./SelectionInput";

interface Props {
  field: FieldMeta;
  /** What the form allows for a field. */
  ask?: Ask | undefined;
  value: Value | undefined;
  onChange: (value: Value) => void;
  onNew?: ((typed: string) => void) | undefined;
  disabled?: boolean;
  wrong?: boolean;
  onEnter?: (() => void) | undefined;
  /** Without borders, for a cell of a grid. */
  bare?: boolean;
  id?: string;
}

const WIDE = { width: "100%" };
const DAY = 86_400;

/** The input that fits a field's type. */
export function FieldInput({ field, ask, value, onChange, onNew, disabled = false, wrong = false, bare = false, onEnter, id }: Props) {
  const { t } = useTranslation();
  const common = {
    ...(id ? { id } : {}),
    disabled,
    status: wrong ? ("error" as const) : ("" as const),
    variant: bare ? ("borderless" as const) : ("outlined" as const),
    "aria-label": field.label,
  };
  const place = { field, ask, bare, disabled, ...(id ? { id } : {}) };
  if (field.percent) {
    const text = isDecimal(String(value ?? "")) ? shiftDecimal(String(value), 2).replace(/\.0+$/, "") : null;
    return (
      <InputNumber<string>
        {...common}
        stringMode
        controls={false}
        suffix="%"
        style={WIDE}
        value={text}
        onChange={(typed) => onChange(typed === null ? null : shiftDecimal(String(typed), -2))}
      />
    );
  }
  switch (field.type) {
    case "boolean":
      return (
        <Checkbox {...(id ? { id } : {})} aria-label={field.label} disabled={disabled} checked={Boolean(value)} onChange={(event) => onChange(event.target.checked)} />
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
          onPressEnter={() => onEnter?.()}
          value={isDecimal(String(value ?? "")) ? String(value) : null}
          onChange={(typed) => onChange(typed === null ? null : field.type === "integer" ? Number(typed) : String(typed))}
        />
      );
    case "timedelta":
      return (
        <InputNumber<number>
          {...common}
          controls={false}
          min={0}
          style={WIDE}
          suffix={t("unit.day")}
          value={value === null || value === undefined || value === "" ? null : Number(value) / DAY}
          onChange={(days) => onChange(days === null ? null : Math.round(days * DAY))}
        />
      );
    case "selection":
      return <SelectionInput {...place} status={common.status} value={(value as string | null) ?? null} onChange={onChange} />;
    case "reference":
      return <ReferenceInput {...place} value={(value as Referenced | null) ?? null} onChange={onChange} />;
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
          value={typeof value === "string" && value ? dayjs(wallTime(parseMoment(value))) : null}
          onChange={(moment) => onChange(moment && !Array.isArray(moment) ? momentOf(moment.format("YYYY-MM-DDTHH:mm:ss")).toISOString() : null)}
        />
      );
    case "many2one":
    case "one2one":
      return <RecordSelect {...place} status={common.status} onNew={onNew} value={(value as Named | null) ?? null} onChange={onChange} />;
    case "many2many":
      return <RecordSelect {...place} status={common.status} multiple value={(value as Named[] | null) ?? []} onChange={onChange} />;
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
  "boolean", "integer", "float", "numeric", "selection", "reference", "date", "datetime", "timestamp", "timedelta",
  "many2one", "one2one", "many2many", "text", "char",
]);
