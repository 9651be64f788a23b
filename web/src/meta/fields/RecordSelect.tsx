import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Select, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import type { Choice, FieldMeta, Named } from "../types";
import { useDebounced } from "./useDebounced";

export type Ask = (field: string, q: string) => Promise<Choice[]>;

interface Props {
  field: FieldMeta;
  /** What the form allows; without it, whatever the model has. */
  ask?: Ask | undefined;
  value: Named | Named[] | null;
  onChange: (value: Named | Named[] | null) => void;
  /** Offers to make a new record, named as typed. */
  onNew?: ((typed: string) => void) | undefined;
  multiple?: boolean;
  disabled?: boolean;
  status?: "error" | "";
  bare?: boolean;
  id?: string;
}

/** Choose one record (or several) of another model by typing part of its name. */
export function RecordSelect({ field, ask, value, onChange, onNew, multiple, disabled, status, bare, id }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const q = useDebounced(typed, 200);
  const { data, isFetching } = useQuery({
    queryKey: ["lookup", field.relation, field.name, id, q],
    queryFn: async ({ signal }) => {
      if (ask) return (await ask(field.name, q)) as Named[];
      return get<Named[]>(`/api/lookup/${encodeURIComponent(field.relation ?? "")}`, { q }, signal);
    },
    enabled: open && Boolean(field.relation),
    // What a form allows depends on what else stands in it.
    staleTime: ask ? 0 : 30_000,
    gcTime: ask ? 0 : 300_000,
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
      open={open}
      aria-label={field.label}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      placeholder={disabled ? undefined : t("documents.choose")}
      options={options}
      value={(multiple ? chosen.map(asOption) : chosen[0] ? asOption(chosen[0]) : null) as never}
      notFoundContent={isFetching ? <Spin size="small" /> : t("documents.nothingFits")}
      popupRender={(menu) => (
        <>
          {menu}
          {onNew && (
            <Button
              type="link"
              block
              icon={<PlusOutlined />}
              style={{ justifyContent: "flex-start" }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                setOpen(false);
                onNew(typed);
              }}
            >
              {typed ? t("documents.newNamed", { name: typed }) : t("documents.create")}
            </Button>
          )}
        </>
      )}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setTyped("");
      }}
      onChange={(picked: unknown) => {
        setTyped("");
        if (multiple) onChange(named((picked as { value: number }[]).map((one) => one.value)));
        else onChange(picked ? (named([(picked as { value: number }).value])[0] ?? null) : null);
      }}
    />
  );
}
