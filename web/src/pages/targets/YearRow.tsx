import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { parsePeriod, periodOf, today } from "@/lib/period";
import { total } from "./amount";
import { Bars } from "./Bars";
import { StateMark } from "./grid/StateMark";
import styles from "./targets.module.css";
import { STATES, type TargetRow } from "./types";

interface Props {
  row: TargetRow;
  year: number;
  onOpen: (row: TargetRow, period: string) => void;
}

/** The finest periods that the row has targets of, in order. */
export function coursePeriods(row: TargetRow): string[] {
  const labels = Object.keys(row.cells).sort();
  for (const grain of ["month", "quarter", "year"]) {
    const some = labels.filter((label) => parsePeriod(label)?.grain === grain);
    if (some.length) return some;
  }
  return [];
}

/** One indicator's year: its course, the running period, the sum, its weight and state. */
export function YearRow({ row, year, onOpen }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const periods = coursePeriods(row);
  const grain = parsePeriod(periods[0] ?? "")?.grain ?? "month";
  const now = periodOf(today(), grain).label;
  const at = periods.includes(now) ? now : (periods.at(-1) ?? "");
  const cells = periods.map((period) => row.cells[period]);
  const sum = row.adds_time && periods.length > 1 ? total(cells.map((cell) => cell?.amount)) : null;
  const short = (value: string | null | undefined) => write.text(value, row.unit, { compact: true, decimals: row.decimals });
  const weight = row.cells[at]?.weight ?? null;
  return (
    <li className={styles.yearRow}>
      <span className={styles.yearName}>
        <Link to={`/indicators/${encodeURIComponent(row.indicator)}`}>{row.name}</Link>
        <small>{t(`direction.${row.direction}`)}{weight !== null && ` · ${t("targets.measure.weight")} ${write.text(weight, "ratio", { decimals: 0 })}`}</small>
      </span>
      <button type="button" className={styles.courseButton} title={t("targets.details")} onClick={() => onOpen(row, at)}>
        <Bars values={cells.map((cell) => cell?.amount ?? null)} baselines={cells.map((cell) => cell?.baseline ?? null)} />
      </button>
      <span className={styles.yearFigure}>
        <small>{writePeriod(at, write.language)}</small>
        <b className="figures">{short(row.cells[at]?.amount)}</b>
      </span>
      <span className={styles.yearFigure}>
        <small>{sum === null ? "" : t("targets.mine.year", { year })}</small>
        <b className="figures">{sum === null ? "" : short(sum)}</b>
      </span>
      <span className={styles.yearStates}>
        {STATES.map((state) => {
          const count = cells.filter((cell) => cell?.state === state).length;
          return count > 0 && (
            <span key={state} className={styles.yearState}>
              <StateMark state={state} word /> <span className="figures">{cells.length > 1 && count}</span>
            </span>
          );
        })}
      </span>
    </li>
  );
}
