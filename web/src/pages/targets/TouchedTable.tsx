import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { StateMark } from "./grid/StateMark";
import styles from "./targets.module.css";
import type { Touched } from "./types";

/** Units of the indicators that targets are of, by code. */
export type Units = ReadonlyMap<string, { unit: string; decimals: number }>;

/** Whom a change touches, before and after. */
export function TouchedTable({ touched, units }: { touched: readonly Touched[]; units: Units }) {
  const { t } = useTranslation();
  const write = useWrite();
  const number = (value: string, { indicator }: Touched) => {
    const { unit = "none", decimals = 2 } = units.get(indicator) ?? {};
    return write.text(value, unit, { decimals });
  };
  return (
    <Table<Touched>
      className={styles.touched}
      size="small"
      rowKey="id"
      dataSource={[...touched]}
      pagination={touched.length > 50 ? { pageSize: 50, size: "small", showSizeChanger: false } : false}
      scroll={{ x: "max-content", y: 320 }}
      columns={[
        { title: t("targets.holder"), dataIndex: ["holder", "name"], render: (name: string, one) => <>{name}{one.holder.kind === "person" && <small className={styles.faint}> {one.holder.org_name}</small>}</> },
        { title: t("targets.indicator"), dataIndex: "name" },
        { title: t("targets.period"), dataIndex: "period", render: (label: string) => writePeriod(label, write.language) },
        { title: t("targets.before"), dataIndex: "before", align: "right", className: "figures", render: (value: string, one) => number(value, one) },
        { title: t("targets.after"), dataIndex: "after", align: "right", className: "figures", render: (value: string, one) => <b>{number(value, one)}</b> },
        { title: t("targets.stateTitle"), dataIndex: "state", render: (_, one) => <StateMark state={one.state} word /> },
      ]}
    />
  );
}
