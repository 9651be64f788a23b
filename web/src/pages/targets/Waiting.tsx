import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { parsePeriod } from "@/lib/period";
import { total } from "./amount";
import { HolderIcon } from "./HolderPicker";
import type { Step } from "./queries";
import styles from "./targets.module.css";
import { type Cell, type TargetRow } from "./types";

interface Props {
  rows: readonly TargetRow[];
  onStep: (step: Step, ids: number[]) => void;
  onOpen: (row: TargetRow, period: string) => void;
}

const proposed = (row: TargetRow): [string, Cell][] =>
  Object.entries(row.cells)
    .filter(([, cell]) => cell.state === "proposed")
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Targets that the other side has signed and that I have not. */
export function Waiting({ rows, onStep, onOpen }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const all = rows.flatMap((row) => proposed(row).map(([, cell]) => cell.id));
  return (
    <Panel
      title={t("targets.mine.waiting", { count: all.length })}
      extra={
        <Button type="primary" onClick={() => onStep("agree", all)}>
          {t("targets.mine.agreeAll")}
        </Button>
      }
    >
      <ul className={styles.waiting}>
        {rows.map((row) => {
          const cells = proposed(row);
          const ids = cells.map(([, cell]) => cell.id);
          const by = [...new Set(cells.map(([, cell]) => cell.proposed_by).filter(Boolean))].join(", ");
          const monthly = cells.every(([period]) => parsePeriod(period)?.grain === "month");
          const sum = row.adds_time && monthly && cells.length > 1 ? total(cells.map(([, cell]) => cell.amount)) : null;
          return (
            <li key={`${row.indicator}|${row.holder.kind}|${row.holder.key}`}>
              <div className={styles.waitingHead}>
                <span>
                  <b>{row.name}</b>
                  <small>
                    <HolderIcon kind={row.holder.kind} /> {row.holder.name}
                    {by && ` · ${t("targets.mine.by", { name: by })}`}
                  </small>
                </span>
                <span className={styles.waitingSteps}>
                  {sum !== null && <span className={styles.faint}>{t("targets.sum")} <b className="figures">{write.text(sum, row.unit, { compact: true, decimals: row.decimals })}</b></span>}
                  <Button size="small" onClick={() => onStep("return", ids)}>{t("targets.step.return")}</Button>
                  <Button size="small" type="primary" ghost onClick={() => onStep("agree", ids)}>{t("targets.step.agree")}</Button>
                </span>
              </div>
              <div className={styles.chips}>
                {cells.map(([period, cell]) => (
                  <button key={period} type="button" className={styles.periodChip} onClick={() => onOpen(row, period)}>
                    <small>{writePeriod(period, write.language, monthly)}</small>
                    <span className="figures">{write.text(cell.amount, row.unit, { compact: true, decimals: row.decimals })}</span>
                  </button>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
