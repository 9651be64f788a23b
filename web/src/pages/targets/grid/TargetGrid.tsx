import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "@/app/shell/useNarrow";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { parsePeriod } from "@/lib/period";
import { editable } from "../amount";
import { type Edit, type Edits } from "../edits";
import type { Group, Grouping, Line } from "../rows";
import { type Measure, rowKey, type TargetRow, unitOf } from "../types";
import styles from "./grid.module.css";
import { GridRow } from "./GridRow";
import { rangeOf, type Selection } from "./selection";
import { type Typed, useGridInput } from "./useGridInput";
import { edges, inSight } from "./windowed";

interface Props {
  lines: readonly Line[];
  rows: readonly TargetRow[];
  periods: readonly string[];
  measure: Measure;
  grouping: Grouping;
  exact: boolean;
  edits: Edits;
  selection: Selection | null;
  /** In the grid's upper left corner. */
  corner: string;
  groupHead: (group: Group) => ReactNode;
  groupCell: (group: Group, period: string) => ReactNode;
  onSelect: (selection: Selection | null) => void;
  /** `lost` pasted cells lay outside of the grid. */
  onType: (changes: Typed[], lost: number) => void;
  onOpen: (row: TargetRow, period: string) => void;
}

const HEIGHTS = { group: 42, row: 46 };
const HEADER = 36;
/** Rows that nobody types in get the same function each time, so that they are not drawn again. */
const NOTHING = () => undefined;

/** Targets as a spreadsheet: only what is in sight is drawn, however many there are. */
export function TargetGrid({ lines, rows, periods, measure, grouping, exact, edits, selection, corner, groupHead, groupCell, onSelect, onType, onOpen }: Props) {
  const { t } = useTranslation();
  const { language } = useWrite();
  const narrow = useNarrow();
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ first: 0, end: 40 });
  const tops = useMemo(() => edges(lines.map((line) => HEIGHTS[line.kind])), [lines]);
  const lineOf = useMemo(() => {
    const found: number[] = [];
    lines.forEach((line, at) => line.kind === "row" && (found[line.index] = at));
    return found;
  }, [lines]);
  const summed = measure !== "weight" && periods.length > 1 && new Set(periods.map((one_) => parsePeriod(one_)?.grain)).size === 1;
  const widths = { head: narrow ? 138 : 196, cell: exact ? 122 : 70, sum: exact ? 132 : 84 };
  const columns = `${widths.head}px repeat(${periods.length}, minmax(${widths.cell}px, 1fr))${summed ? ` minmax(${widths.sum}px, 1fr)` : ""}`;
  const wide = widths.head + periods.length * widths.cell + (summed ? widths.sum : 0);

  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight = 800 } = box.current ?? {};
    const next = inSight(tops, scrollTop, clientHeight);
    setSight((now) => (now.first === next.first && now.end === next.end ? now : next));
  }, [tops]);
  useEffect(look, [look]);

  const byRow = useMemo(() => {
    const found = new Map<string, Map<string, Edit>>();
    for (const edit of edits.values()) {
      if (edit.measure !== measure) continue;
      const key = rowKey(edit);
      found.set(key, (found.get(key) ?? new Map<string, Edit>()).set(edit.period, edit));
    }
    return found;
  }, [edits, measure]);

  const textAt = (row: number, column: number): string => {
    const [at, period] = [rows[row], periods[column]];
    if (!at || !period) return "";
    const edit = byRow.get(rowKey(at))?.get(period);
    return edit?.wrong ? edit.text : editable(edit ? edit.value : at.cells[period]?.[measure], unitOf(at, measure));
  };

  /** Choose, and bring the end of the selection into sight. */
  const choose = (next: Selection) => {
    onSelect(next);
    const pane = box.current;
    if (!pane) return;
    const top = tops[lineOf[next.end.row] ?? 0] ?? 0;
    const left = widths.head + next.end.column * (Math.max(pane.scrollWidth, wide) - widths.head) / (periods.length + (summed ? 1 : 0));
    if (top < pane.scrollTop) pane.scrollTop = Math.max(0, top - HEIGHTS.group);
    else if (top + HEIGHTS.row + HEADER > pane.scrollTop + pane.clientHeight) pane.scrollTop = top + HEIGHTS.row + HEADER - pane.clientHeight + 12;
    if (left - widths.head < pane.scrollLeft) pane.scrollLeft = left - widths.head;
    else if (left + widths.cell > pane.scrollLeft + pane.clientWidth) pane.scrollLeft = left + widths.cell - pane.clientWidth + 16;
  };

  const focus = () => box.current?.focus({ preventScroll: true });
  const { editing, edited, handlers } = useGridInput({ rows, periods, measure, selection, narrow, textAt, choose, focus, onSelect, onType, onOpen });

  const range = selection && rangeOf(selection);
  const drawn = lines.slice(sight.first, sight.end);
  return (
    <div
      ref={box}
      className={styles.grid}
      role="grid"
      aria-label={t("targets.grid")}
      aria-rowcount={rows.length + 1}
      aria-colcount={periods.length + 1}
      aria-activedescendant={selection ? `target-${selection.anchor.row}-${selection.anchor.column}` : undefined}
      aria-multiselectable="true"
      tabIndex={0}
      onScroll={look}
      {...handlers}
    >
      <div className={styles.body} style={{ height: (tops.at(-1) ?? 0) + HEADER, minWidth: wide }}>
        <div role="row" aria-rowindex={1} className={styles.header} style={{ gridTemplateColumns: columns, height: HEADER }}>
          <div role="columnheader" className={styles.corner}>{corner}</div>
          {periods.map((period) => (
            <div key={period} role="columnheader">{writePeriod(period, language, !summed || parsePeriod(period)?.grain === "month")}</div>
          ))}
          {summed && <div role="columnheader">{t("targets.sum")}</div>}
        </div>
        {drawn.map((line, offset) => {
          const top = (tops[sight.first + offset] ?? 0) + HEADER;
          if (line.kind === "group") {
            return (
              <div key={`g${line.key}`} role="row" className={styles.group} style={{ top, height: HEIGHTS.group, gridTemplateColumns: columns }}>
                <div role="rowheader" className={styles.groupHead}>{groupHead(line.group)}</div>
                {periods.map((period) => (
                  <div key={period} className={styles.groupCell}>{groupCell(line.group, period)}</div>
                ))}
              </div>
            );
          }
          const inside = range !== null && line.index >= range.top && line.index <= range.bottom;
          return (
            <GridRow
              key={line.key}
              row={line.row}
              at={line.index}
              level={line.level}
              top={top}
              height={HEIGHTS.row}
              columns={columns}
              periods={periods}
              measure={measure}
              grouping={grouping}
              exact={exact}
              summed={summed}
              edits={byRow.get(line.key)}
              from={inside ? range.left : -1}
              to={inside ? range.right : -2}
              active={selection?.anchor.row === line.index ? selection.anchor.column : -1}
              editing={editing?.row === line.index ? editing : null}
              onEdited={editing?.row === line.index ? edited : NOTHING}
            />
          );
        })}
      </div>
    </div>
  );
}
