import { Checkbox, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Filters } from "./library";
import { ORIGINS, SOURCES, TEMPLATES } from "./library";
import styles from "./Library.module.css";

interface Props {
  filters: Filters;
  retired: number;
  onChange: (name: keyof Filters, value: string) => void;
}

/** Narrow the library by kind of company, by whose definition it is, and by whether it has data. */
export function LibraryFilters({ filters, retired, onChange }: Props) {
  const { t } = useTranslation();
  const list = (name: "template" | "origin" | "source", values: readonly string[]) => (
    <Select<string>
      aria-label={t(`library.${name}.label`)}
      value={filters[name]}
      popupMatchSelectWidth={false}
      options={[
        { value: "", label: t(`library.${name}.all`) },
        ...values.map((value) => ({ value, label: t(`library.${name}.${value}`) })),
      ]}
      onChange={(value) => onChange(name, value)}
    />
  );
  return (
    <div className={styles.filters}>
      {list("template", TEMPLATES)}
      {list("origin", ORIGINS)}
      {list("source", SOURCES)}
      {retired > 0 && (
        <Checkbox checked={filters.retired === "yes"} onChange={(event) => onChange("retired", event.target.checked ? "yes" : "")}>
          {t("library.withRetired", { count: retired })}
        </Checkbox>
      )}
    </div>
  );
}
