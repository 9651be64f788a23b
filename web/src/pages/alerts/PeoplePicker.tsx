import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { get } from "@/api/client";

interface Chosen {
  key: string;
  name: string;
}

interface Props {
  id?: string;
  value?: Chosen[];
  onChange?: (value: Chosen[]) => void;
}

const NOBODY: never[] = [];

/** Choose people by typing part of the name. */
export function PeoplePicker({ id, value = NOBODY, onChange }: Props) {
  const [text, setText] = useState("");
  const { data, isFetching } = useQuery({
    queryKey: ["lookup", "company.employee", text],
    queryFn: ({ signal }) => get<{ id: number; name: string }[]>("/api/lookup/company.employee", { q: text }, signal),
    placeholderData: (old) => old,
    staleTime: 60_000,
  });
  const found = (data ?? []).map((one) => ({ key: String(one.id), name: one.name }));
  const known = [...value, ...found.filter((one) => !value.some((other) => other.key === one.key))];
  return (
    <Select<string[]>
      {...(id ? { id } : {})}
      mode="multiple"
      allowClear
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={value.map((one) => one.key)}
      options={known.map((one) => ({ value: one.key, label: one.name }))}
      onChange={(keys) => onChange?.(known.filter((one) => keys.includes(one.key)))}
    />
  );
}
