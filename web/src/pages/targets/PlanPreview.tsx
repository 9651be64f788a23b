import { Alert, Table } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { parsePeriod } from "@/lib/period";
import { total } from "./amount";
import { Bars } from "./Bars";
import styles from "./targets.module.css";
import type { Planned } from "./types";
import { useUnits } from "./useConfirmed";

type Line = Planned["cells"][number];

/** What planning comes to, beside last year. */
export function PlanPreview({ planned }: { planned: Planned }) {
  const { t } = useTranslation();
  const write = useWrite();
  const units = useUnits();
  const rows = useMemo(() => {
    const found = new Map<string, Line[]>();
    for (const one of planned.cells) found.set(one.indicator, [...(found.get(one.indicator) ?? []), one]);
    return [...found.entries()].map(([code, cells]) => ({ code, name: cells[0]?.name ?? code, cells }));
  }, [planned]);
  const periods = [...new Set(planned.cells.map((one) => one.period))];
  const monthly = parsePeriod(periods[0] ?? "")?.grain === "month";
  return (
    <>
      {planned.notes.length > 0 && <Alert className={styles.notes ?? ""} type="warning" title={t("targets.plan.notes")} description={<ul>{planned.notes.map((one) => <li key={one}>{one}</li>)}</ul>} />}
      <Table
        size="small"
        rowKey="code"
        dataSource={rows}
        pagination={false}
        scroll={{ x: "max-content", y: 430 }}
        columns={[
          {
            title: t("targets.indicator"),
            fixed: "start" as const,
            width: 150,
            render: (_, row) => (
              <>
                <b>{row.name}</b>
                <Bars values={row.cells.map((one) => one.amount)} baselines={row.cells.map((one) => one.baseline)} />
              </>
            ),
          },
          {
            title: t("targets.sum"),
            align: "right" as const,
            className: "figures",
            render: (_, row) => {
              const { unit = "none", decimals = 2 } = units.get(row.code) ?? {};
              if (unit === "ratio" || unit === "day" || unit === "hour") return "";
              const before = row.cells.every((one) => one.baseline !== null) ? total(row.cells.map((one) => one.baseline)) : null;
              return (
                <>
                  <b>{write.text(total(row.cells.map((one) => one.amount)), unit, { decimals })}</b>
                  {before !== null && <small className={styles.below}>{t("targets.plan.lastYear", { value: write.text(before, unit, { compact: true, decimals }) })}</small>}
                </>
              );
            },
          },
          ...periods.map((period) => ({
            key: period,
            title: writePeriod(period, write.language, monthly),
            align: "right" as const,
            className: "figures",
            render: (_: unknown, row: { code: string; cells: Line[] }) => {
              const cell = row.cells.find((one) => one.period === period);
              const { unit = "none", decimals = 2 } = units.get(row.code) ?? {};
              if (!cell) return <span className={styles.faint}>{"\u2014"}</span>;
              return (
                <span title={write.text(cell.amount, unit, { decimals })}>
                  {write.text(cell.amount, unit, { compact: true, decimals })}
                  <small className={styles.below}>{cell.baseline === null ? "" : write.text(cell.baseline, unit, { compact: true, decimals })}</small>
                </span>
              );
            },
          })),
        ]}
      />
      <p className={styles.faint}>{t("targets.plan.legend")}</p>
    </>
  );
}
