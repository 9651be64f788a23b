import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import type { FieldMeta } from "../types";
import type { Ask } from "./RecordSelect";

interface Props {
  field: FieldMeta;
  ask?: Ask | undefined;
  value: string | null;
  onChange: (value: string | null) => void;
  disabled?: boolean;
  status?: "error" | "";
  bare?: boolean;
  id?: string;
}

/** One of fixed words; where they depend on the form, the form is asked. */
export function SelectionInput({ field, ask, value, onChange, disabled = false, status = "", bare = false, id }: Props) {
  const [open, setOpen] = useState(false);
  const dynamic = Boolean(field.dynamic_selection && ask);
  const { data } = useQuery({
    queryKey: ["selection", id, field.name],
    queryFn: async () => (ask ? ask(field.name, "") : []),
    enabled: dynamic && (open || value !== null),
    staleTime: 0,
    gcTime: 0,
  });
  const options = dynamic
    ? (data ?? []).map((one) => ({ value: one.id === null ? null : String(one.id), label: one.name }))
    : (field.selection ?? []);
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={field.label}
      disabled={disabled}
      status={status}
      variant={bare ? "borderless" : "outlined"}
      style={{ width: "100%" }}
      allowClear={!field.required}
      value={value}
      options={options.filter((choice) => choice.value !== null && choice.value !== "")}
      onOpenChange={setOpen}
      onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
    />
  );
}
