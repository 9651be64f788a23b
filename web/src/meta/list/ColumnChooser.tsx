import { ArrowDownOutlined, ArrowUpOutlined, SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import type { Column } from "../types";
import styles from "./list.module.css";

interface Props {
  columns: Column[];
  chosen: string[];
  onChange: (names: string[] | null) => void;
}

/** Which columns are shown, in what order. */
export function ColumnChooser({ columns, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const labels = new Map(columns.map((column) => [column.name, column.label]));
  const order = [...chosen.filter((name) => labels.has(name)), ...columns.map((c) => c.name).filter((n) => !chosen.includes(n))];
  const toggle = (name: string, shown: boolean) =>
    onChange(shown ? [...chosen, name] : chosen.filter((one) => one !== name));
  const move = (name: string, by: number) => {
    const place = chosen.indexOf(name);
    const next = [...chosen];
    next.splice(place, 1);
    next.splice(place + by, 0, name);
    onChange(next);
  };
  const list = (
    <div className={styles.columns}>
      {order.map((name) => {
        const place = chosen.indexOf(name);
        return (
          <div key={name} className={styles.column}>
            <Checkbox
              checked={place >= 0}
              disabled={place >= 0 && chosen.length === 1}
              onChange={(event) => toggle(name, event.target.checked)}
            >
              {labels.get(name)}
            </Checkbox>
            {place >= 0 && (
              <span>
                <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={t("documents.moveUp", { name: labels.get(name) })} onClick={() => move(name, -1)} />
                <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={place === chosen.length - 1} aria-label={t("documents.moveDown", { name: labels.get(name) })} onClick={() => move(name, 1)} />
              </span>
            )}
          </div>
        );
      })}
      <Button type="link" size="small" onClick={() => onChange(null)}>
        {t("documents.columnsReset")}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={list} title={t("documents.columns")}>
      <Button icon={<SettingOutlined />} aria-label={t("documents.columns")} title={t("documents.columns")} />
    </Popover>
  );
}
