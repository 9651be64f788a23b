import { Empty, Table, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import { placeOf } from "./closable";
import styles from "./closings.module.css";
import type { PublishedValue } from "./queries";

/** Published values; a row opens to the formula, its inputs and the seal. */
export function ValuesTable({ rows }: { rows: readonly PublishedValue[] }) {
  const { t } = useTranslation();
  const write = useWrite();
  const number = (value: string | null, row: PublishedValue, signed = false) => write.text(value, row.unit, { decimals: row.decimals, signed });
  return (
    <div className={styles.sheet}>
      <Table<PublishedValue>
        rowKey="id"
        size="middle"
        dataSource={[...rows]}
        scroll={{ x: 980 }}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true, showTotal: (count) => t("closings.count", { count }) }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("kpiLog.none")} /> }}
        expandable={{ expandedRowRender: (row) => <Origin row={row} />, expandRowByClick: true }}
        columns={[
          { title: t("closings.indicator"), render: (_, row) => <Link to={`/indicators/${encodeURIComponent(row.indicator)}`} onClick={(event) => event.stopPropagation()}>{row.name}</Link> },
          { title: t("closings.holder"), render: (_, row) => <>{row.person_name ?? row.org_name ?? t("closings.company")}{row.person !== null && row.org_name && <small className={styles.faint}> {row.org_name}</small>}</> },
          {
            title: t("closings.value"),
            align: "right",
            className: "figures",
            render: (_, row) =>
              row.is_restated ? (
                <>
                  <b>{number(row.restated, row)}</b>
                  <small className={styles.was}>{t("closings.was", { value: number(row.value, row) })}</small>
                </>
              ) : (
                number(row.value, row)
              ),
          },
          { title: t("closings.target"), align: "right", className: "figures", render: (_, row) => number(row.target, row) },
          { title: t("closings.light"), width: 72, render: (_, row) => row.light && <LightMark light={row.light} bare /> },
          { title: t("closings.version"), width: 84, align: "right", className: "figures", render: (_, row) => (row.version === 0 ? <span className={styles.faint}>{t("closings.shipped")}</span> : `v${row.version}`) },
          { title: t("closings.now"), align: "right", className: "figures", render: (_, row) => (row.difference === null ? <span className={styles.faint}>{"\u2014"}</span> : number(row.now, row)) },
          { title: t("closings.difference"), align: "right", className: "figures", render: (_, row) => row.difference !== null && <b className={styles.fault}>{number(row.difference, row, true)}</b> },
          { title: t("closings.reason"), ellipsis: true, render: (_, row) => (row.is_restated ? <><Tag color="warning">{t("closings.restated")}</Tag>{row.reason}</> : "") },
        ]}
        rowClassName={(row) => (placeOf(row) === "company" ? (styles.company ?? "") : "")}
      />
    </div>
  );
}

/** What made a value: formula, inputs, seal. */
function Origin({ row }: { row: PublishedValue }) {
  const { t } = useTranslation();
  const inputs = Object.entries(row.inputs);
  return (
    <dl className={styles.origin}>
      <dt>{t("closings.formula")}</dt>
      <dd>
        <code>{row.formula}</code>
      </dd>
      {inputs.length > 0 && (
        <>
          <dt>{t("closings.inputs")}</dt>
          <dd>
            <ul>
              {inputs.map(([name, value]) => (
                <li key={name}>
                  <code>{name}</code> <b className="figures">{value ?? "\u2014"}</b>
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
      <dt>{t("closings.hash")}</dt>
      <dd>
        <code>{row.hash}</code>
      </dd>
    </dl>
  );
}
