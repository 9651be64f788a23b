import { useQuery } from "@tanstack/react-query";
import { Select, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import type { FieldMeta, Named } from "../types";
import { useDebounced } from "./useDebounced";

interface Props {
  field: FieldMeta;
  /** Narrows the choices to what the page's field allows. */
  page?: string;
  value: Named | Named[] | null;
  onChange: (value: Named | Named[] | null) => void;
  multiple?: boolean;
  disabled?: boolean;
  status?: "error" | "";
  bare?: boolean;
  id?: string;
}

/** Choose one record (or several) of another model by typing part of its name. */
export function RecordSelect({ field, page, value, onChange, multiple, disabled, status, bare, id }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed, 200);
  const { data, isFetching } = useQuery({
    queryKey: ["lookup", field.relation, page, field.name, q],
    queryFn: ({ signal }) =>
      get<Named[]>(`/api/lookup/${encodeURIComponent(field.relation ?? "")}`, { q, page, field: field.name }, signal),
    enabled: open && Boolean(field.relation),
    staleTime: 30_000,
  });
  const chosen = Array.isArray(value) ? value : value ? [value] : [];
  const options = (data ?? chosen).map((one) => ({ value: one.id, label: one.name }));
  const named = (ids: number[]) =>
    ids.map((one) => [...(data ?? []), ...chosen].find((known) => known.id === one)).filter((one) => one !== undefined);
  const asOption = (one: Named) => ({ value: one.id, label: one.name });

  return (
    <Select
      {...(id ? { id } : {})}
      labelInValue
      allowClear={!field.required}
      disabled={disabled ?? false}
      mode={multiple ? "multiple" : undefined}
      status={status ?? ""}
      variant={bare ? "borderless" : "outlined"}
      style={{ width: "100%" }}
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={disabled ? undefined : t("documents.choose")}
      options={options}
      value={(multiple ? chosen.map(asOption) : chosen[0] ? asOption(chosen[0]) : null) as never}
      notFoundContent={isFetching ? <Spin size="small" /> : t("documents.nothingFits")}
      onOpenChange={setOpen}
      onChange={(picked: unknown) => {
        setTyped("");
        if (multiple) onChange(named((picked as { value: number }[]).map((one) => one.value)));
        else onChange(picked ? (named([(picked as { value: number }).value])[0] ?? null) : null);
      }}
    />
  );
}
