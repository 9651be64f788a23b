import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import type { ScreenBlocks, ScreenSource } from "@/api/types";
import styles from "./editor.module.css";

type Fact = ScreenBlocks["facts"][number];
type Only = NonNullable<ScreenSource["only"]>[number];

interface Props {
  fact: Fact;
  only: readonly Only[];
  onChange: (only: Only[]) => void;
}

/** Which rows count, chosen from lists. */
export function OnlyFields({ fact, only, onChange }: Props) {
  const { t } = useTranslation();
  const free = fact.filters.filter((one) => !only.some((taken) => taken.column === one.name));
  return (
    <>
      {only.map((one, at) => {
        const filter = fact.filters.find((known) => known.name === one.column);
        const put = (next: Only | null) => onChange(only.flatMap((kept, place) => (place === at ? (next ? [next] : []) : [kept])));
        return (
          <div key={one.column} className={styles.only}>
            <span>
              {t("screens.editor.only")} {filter?.label ?? one.column}
            </span>
            <Values filter={filter} values={one.values} onChange={(values) => put(values.length ? { ...one, values } : null)} />
            <Button type="text" icon={<CloseOutlined />} aria-label={t("screens.editor.removeSource")} onClick={() => put(null)} />
          </div>
        );
      })}
      {free.length > 0 && only.length < 6 && (
        <Select
          aria-label={t("screens.editor.addFilter")}
          placeholder={t("screens.editor.addFilter")}
          value={null}
          options={free.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(column: string | null) => {
            const first = fact.filters.find((one) => one.name === column);
            if (column) onChange([...only, { column, values: first?.choices[0] ? [first.choices[0].key] : [""] }]);
          }}
        />
      )}
    </>
  );
}

interface ValueProps {
  filter: Fact["filters"][number] | undefined;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

function Values({ filter, values, onChange }: ValueProps) {
  const { t } = useTranslation();
  const members = useQuery({
    queryKey: ["screen-members", filter?.members],
    queryFn: ({ signal }) =>
      get<{ key: string; name: string }[]>(`/api/dimensions/${filter?.members}/members`, { limit: 500 }, signal),
    enabled: Boolean(filter?.members) && filter?.choices.length === 0,
    staleTime: 300_000,
  });
  const options = filter?.choices.length ? filter.choices : (members.data ?? []);
  return (
    <Select
      mode="multiple"
      aria-label={t("screens.editor.filterValues")}
      placeholder={t("screens.editor.filterValues")}
      value={values.filter(Boolean)}
      showSearch={{ optionFilterProp: "label" }}
      options={options.map((one) => ({ value: one.key, label: one.name }))}
      onChange={onChange}
    />
  );
}
