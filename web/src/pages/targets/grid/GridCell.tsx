import type { TFunction } from "i18next";
import type { useWrite } from "@/figures/useWrite";
import { compareDecimal } from "@/lib/decimal";
import type { Edit } from "../edits";
import { type Cell, type Measure, type TargetRow, unitOf } from "../types";
import styles from "./grid.module.css";
import { StateMark } from "./StateMark";

interface Props {
  row: TargetRow;
  period: string;
  at: number;
  column: number;
  cell: Cell | undefined;
  edit: Edit | undefined;
  measure: Measure;
  exact: boolean;
  chosen: boolean;
  active: boolean;
  /** The row's: hundreds of cells that each asked for the language would make scrolling slow. */
  t: TFunction;
  write: ReturnType<typeof useWrite>;
}

/** One target: its number, its state, and whether what is below adds up to it. */
export function GridCell({ row, period, at, column, cell, edit, measure, exact, chosen, active, t, write }: Props) {
  const unit = unitOf(row, measure);
  const decimals = measure === "weight" ? undefined : row.decimals;
  const bare = (value: string | null | undefined, compact: boolean, signed = false) => {
    const { sign, number, suffix } = write.parts(value, unit, { compact, decimals, signed, unitName: "" });
    return `${sign === "-" ? "\u2212" : sign}${number}${suffix}`;
  };
  const value = edit ? edit.value : (cell?.[measure] ?? null);
  const text = edit?.wrong ? edit.text : value === null ? "" : bare(value, !exact);
  const uneven = measure === "amount" && compareDecimal(cell?.difference ?? "0", "0") !== 0 ? (cell?.difference ?? null) : null;
  const words = [
    value !== null && write.text(value, unit, { decimals }),
    cell && t(`targets.state.${cell.state}`),
    edit && t(edit.wrong ? "targets.edit.wrong" : "targets.edit.unsaved"),
    uneven && t("targets.uneven", { difference: write.text(uneven, row.unit, { decimals: row.decimals, signed: true }) }),
    cell?.note,
  ].filter(Boolean);
  const look = [
    styles.cell,
    row.writable ? "" : styles.fixed,
    chosen ? styles.chosen : "",
    active ? styles.active : "",
    edit ? (edit.wrong ? styles.wrong : styles.edited) : "",
  ];
  return (
    <div
      role="gridcell"
      id={`target-${at}-${column}`}
      data-row={at}
      data-column={column}
      aria-colindex={column + 2}
      aria-selected={chosen}
      aria-label={`${row.name} ${row.holder.name} ${period}: ${words.join(", ") || t("targets.none")}`}
      title={words.join("\n") || undefined}
      className={look.join(" ")}
    >
      {cell && measure === "amount" && <StateMark state={cell.state} />}
      <span className={styles.number}>
        <span className="figures">{text}</span>
        {uneven && <small className="figures">Σ {bare(uneven, true, true)}</small>}
      </span>
    </div>
  );
}
