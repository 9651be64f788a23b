import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";

export interface Ref {
  id: number;
  name: string;
}

interface Props {
  id?: string;
  value?: Ref | null;
  onChange?: (value: Ref | null) => void;
}

/** Choose a person of the company by typing part of the name. */
export function EmployeePicker({ id, value = null, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { data, isFetching } = useQuery({
    queryKey: ["lookup", "company.employee", text],
    queryFn: ({ signal }) => get<Ref[]>("/api/lookup/company.employee", { q: text }, signal),
    placeholderData: (old) => old,
    staleTime: 60_000,
  });
  const known = data ?? [];
  const options = value && !known.some((one) => one.id === value.id) ? [value, ...known] : known;
  return (
    <Select<number>
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      loading={isFetching}
      placeholder={t("strategy.form.nobody")}
      value={value?.id}
      options={options.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(chosen) => onChange?.(options.find((one) => one.id === chosen) ?? null)}
    />
  );
}
