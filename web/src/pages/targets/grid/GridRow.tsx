import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { total } from "../amount";
import type { Edit } from "../edits";
import type { Grouping } from "../rows";
import { type Measure, type TargetRow, unitOf } from "../types";
import { CellEditor } from "./CellEditor";
import { GridCell } from "./GridCell";
import styles from "./grid.module.css";

export interface Editing {
  row: number;
  column: number;
  text: string;
}

interface Props {
  row: TargetRow;
  at: number;
  level: number;
  top: number;
  height: number;
  columns: string;
  periods: readonly string[];
  measure: Measure;
  grouping: Grouping;
  exact: boolean;
  summed: boolean;
  edits: ReadonlyMap<string, Edit> | undefined;
  /** The first and last chosen column, -1 for none; the active one. */
  from: number;
  to: number;
  active: number;
  editing: Editing | null;
  onEdited: (text: string | null, key: string) => void;
}

/** The targets of one indicator and holder. */
export const GridRow = memo(function GridRow({ row, at, level, top, height, columns, periods, measure, grouping, exact, summed, edits, from, to, active, editing, onEdited }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const unit = unitOf(row, measure);
  const { prefix, suffix } = write.parts("1", row.unit, { decimals: 0 });
  const valueOf = (period: string) => {
    const edit = edits?.get(period);
    return edit ? edit.value : (row.cells[period]?.[measure] ?? null);
  };
  const sum = summed && row.adds_time && measure !== "weight" ? total(periods.map(valueOf)) : null;
  const name = grouping === "holder" ? row.name : row.holder.name;
  const about =
    grouping === "holder"
      ? [prefix || suffix.trim(), t(`direction.${row.direction}`)].filter(Boolean).join(" · ")
      : row.holder.kind === "unit"
        ? t("targets.kind.unit")
        : `${t(`targets.kind.${row.holder.kind}`)} · ${row.holder.org_name}`;
  return (
    <div role="row" aria-rowindex={at + 2} className={styles.row} style={{ top, height, gridTemplateColumns: columns }}>
      <div role="rowheader" className={styles.rowHead} style={{ paddingInlineStart: 16 + Math.min(level, 4) * 16 }} title={`${row.name} · ${row.holder.name}`}>
        <b>{name}</b>
        <small>{about}</small>
      </div>
      {periods.map((period, column) =>
        editing?.column === column ? (
          <CellEditor key={period} label={`${row.name} ${row.holder.name} ${period}`} first={editing.text} percent={unit === "ratio"} onDone={onEdited} />
        ) : (
          <GridCell
            key={period}
            row={row}
            period={period}
            at={at}
            column={column}
            cell={row.cells[period]}
            edit={edits?.get(period)}
            measure={measure}
            exact={exact}
            chosen={column >= from && column <= to}
            active={column === active}
            t={t}
            write={write}
          />
        ),
      )}
      {summed && (
        <div role="gridcell" className={`${styles.sum} figures`} title={sum === null ? undefined : write.text(sum, unit, { decimals: row.decimals })}>
          {sum === null ? "" : (({ sign, number, suffix: words }) => `${sign === "-" ? "\u2212" : ""}${number}${words}`)(write.parts(sum, unit, { compact: !exact, decimals: row.decimals, unitName: "" }))}
        </div>
      )}
    </div>
  );
});
