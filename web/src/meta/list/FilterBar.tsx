import { CloseOutlined, FilterOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Condition, FilterDescription, Page } from "../types";
import { FilterInput } from "./FilterInput";
import styles from "./list.module.css";
import { SearchBox } from "./SearchBox";

interface Props {
  page: Page;
  q: string;
  conditions: Condition[];
  onSearch: (q: string) => void;
  onConditions: (conditions: Condition[]) => void;
}

/** Free search and one input a filter; filters are added from a menu and stay while they are open. */
export function FilterBar({ page, q, conditions, onSearch, onConditions }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string[]>([]);
  const active = page.list.filters.filter(
    (filter) => opened.includes(filter.name) || conditions.some((one) => one.field === filter.name),
  );
  const rest = page.list.filters.filter((filter) => !active.includes(filter));
  const set = (filter: FilterDescription, own: Condition[]) =>
    onConditions([...conditions.filter((one) => one.field !== filter.name), ...own]);
  const drop = (filter: FilterDescription) => {
    setOpened(opened.filter((name) => name !== filter.name));
    set(filter, []);
  };

  return (
    <div className={styles.filters}>
      <SearchBox q={q} onSearch={onSearch} />
      {active.map((filter) => (
        <span key={filter.name} className={styles.filter}>
          <label className={styles.filterName} htmlFor={`filter-${filter.name}`}>
            {filter.label}
          </label>
          <FilterInput
            page={page}
            filter={filter}
            conditions={conditions.filter((one) => one.field === filter.name)}
            onChange={(own) => set(filter, own)}
          />
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t("documents.dropFilter", { name: filter.label })}
            onClick={() => drop(filter)}
          />
        </span>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: rest.map((filter) => ({ key: filter.name, label: filter.label })),
            onClick: ({ key }) => setOpened([...opened, key]),
          }}
        >
          <Button icon={<FilterOutlined />}>{t("documents.filter")}</Button>
        </Dropdown>
      )}
    </div>
  );
}
