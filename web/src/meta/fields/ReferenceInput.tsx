import { useQuery } from "@tanstack/react-query";
import { Select, Space } from "antd";
import { useState } from "react";
import type { FieldMeta, Named, Referenced } from "../types";
import { type Ask, RecordSelect } from "./RecordSelect";

interface Props {
  field: FieldMeta;
  ask?: Ask | undefined;
  value: Referenced | null;
  onChange: (value: Referenced | null) => void;
  disabled?: boolean;
  bare?: boolean;
  id?: string;
}

/** A link to a record of one of several models: first what kind, then which one. */
export function ReferenceInput({ field, ask, value, onChange, disabled = false, bare = false, id }: Props) {
  const [kind, setKind] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ["kinds", id, field.name],
    queryFn: async () => (ask ? ask(field.name, "") : []),
    enabled: Boolean(ask) && !disabled && !field.selection?.length,
  });
  const kinds = field.selection?.length
    ? field.selection.map((one) => ({ value: one.value, label: one.label }))
    : (data ?? []).map((one) => ({ value: String(one.id ?? ""), label: one.name }));
  const model = value?.model ?? kind;
  const variant = bare ? ("borderless" as const) : ("outlined" as const);
  return (
    <Space.Compact block>
      <Select
        {...(id ? { id } : {})}
        aria-label={field.label}
        variant={variant}
        disabled={disabled}
        allowClear
        style={{ width: "42%" }}
        value={model}
        options={kinds.filter((one) => one.value)}
        onChange={(chosen: string | undefined) => {
          setKind(chosen ?? null);
          onChange(null);
        }}
      />
      <RecordSelect
        field={{ ...field, relation: model, required: false }}
        bare={bare}
        disabled={disabled || !model}
        value={value && value.id > 0 ? value : null}
        onChange={(picked) => onChange(picked && model ? { ...(picked as Named), model } : null)}
      />
    </Space.Compact>
  );
}
