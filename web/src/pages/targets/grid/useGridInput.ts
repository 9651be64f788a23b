import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from "react";
import { parseTable, place, writeTable } from "../paste";
import type { Measure, TargetRow } from "../types";
import type { Editing } from "./GridRow";
import { moved, one, rangeOf, type Selection } from "./selection";

export interface Typed {
  row: TargetRow;
  period: string;
  measure: Measure;
  text: string;
}

interface Props {
  rows: readonly TargetRow[];
  periods: readonly string[];
  measure: Measure;
  selection: Selection | null;
  narrow: boolean;
  textAt: (row: number, column: number) => string;
  choose: (selection: Selection) => void;
  /** Give the keyboard back to the grid. */
  focus: () => void;
  onSelect: (selection: Selection | null) => void;
  onType: (changes: Typed[], lost: number) => void;
  onOpen: (row: TargetRow, period: string) => void;
}

/** A key that begins a number; full-width ones too, as Chinese keyboards give them. */
const STARTS_NUMBER = /^[-\d.,(\u00a5\uffe5\uff01-\uff5e]$/;

/** Keys, mouse, touch and clipboard of the grid, as in a spreadsheet. */
export function useGridInput({ rows, periods, measure, selection, narrow, textAt, choose, focus, onSelect, onType, onOpen }: Props) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const dragging = useRef(false);

  const startEditing = (text?: string) => {
    if (!selection) return;
    const { row, column } = selection.anchor;
    if (!rows[row]?.writable) return;
    setEditing({ row, column, text: text ?? textAt(row, column) });
  };

  const edited = (text: string | null, key: string) => {
    const at = editing;
    setEditing(null);
    if (key) focus();
    const [row, period] = [at && rows[at.row], at && periods[at.column]];
    if (!at || !row || !period) return;
    if (text !== null) onType([{ row, period, measure, text }], 0);
    const next = key === "Enter" ? "ArrowDown" : key.endsWith("Tab") ? "Tab" : null;
    const to = next && moved(one(at.row, at.column), next, { shift: key === "ShiftTab", ctrl: false }, rows.length, periods.length);
    if (to) choose(to);
  };

  /** Everything between the corners of the selection that may be written. */
  const chosen = () => {
    if (!selection) return [];
    const { top, bottom, left, right } = rangeOf(selection);
    return rows.slice(top, bottom + 1).flatMap((row) => periods.slice(left, right + 1).map((period) => ({ row, period })));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const ctrl = event.ctrlKey || event.metaKey;
    const from = selection ?? one(0, 0);
    const to = moved(from, event.key, { shift: event.shiftKey, ctrl }, rows.length, periods.length);
    if (to && rows.length) {
      // Tab leaves the grid at its last cell.
      if (event.key === "Tab" && to.end.row === from.anchor.row && to.end.column === from.anchor.column) return;
      event.preventDefault();
      choose(to);
    } else if (ctrl && event.key.toLowerCase() === "a") {
      event.preventDefault();
      onSelect({ anchor: { row: 0, column: 0 }, end: { row: rows.length - 1, column: periods.length - 1 } });
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      startEditing();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onType(chosen().filter(({ row }) => row.writable).map((at) => ({ ...at, measure, text: "" })), 0);
    } else if (event.key === "Escape") onSelect(null);
    else if (event.key === " " && selection) {
      event.preventDefault();
      const [row, period] = [rows[selection.anchor.row], periods[selection.anchor.column]];
      if (row && period) onOpen(row, period);
    } else if (event.key.length === 1 && !ctrl && !event.altKey && STARTS_NUMBER.test(event.key)) {
      event.preventDefault();
      startEditing(event.key);
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    if (!selection) return;
    event.preventDefault();
    focus();
    const { placed, lost } = place(parseTable(event.clipboardData.getData("text/plain")), rangeOf(selection), rows.length, periods.length);
    const changes = placed.flatMap(({ row, column, text }) => {
      const [at, period] = [rows[row], periods[column]];
      return at?.writable && period ? [{ row: at, period, measure, text }] : [];
    });
    onType(changes, lost + placed.length - changes.length);
    const last = placed.at(-1);
    if (last) choose({ anchor: selection.anchor, end: { row: last.row, column: last.column } });
  };

  const onCopy = (event: ClipboardEvent) => {
    if (!selection) return;
    const { top, bottom, left, right } = rangeOf(selection);
    const table = Array.from({ length: bottom - top + 1 }, (_, y) => Array.from({ length: right - left + 1 }, (__, x) => textAt(top + y, left + x)));
    event.clipboardData.setData("text/plain", writeTable(table));
    event.preventDefault();
  };

  const placeOf = (event: { target: EventTarget }) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-column]");
    return cell ? { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) } : null;
  };
  const onPointerDown = (event: PointerEvent) => {
    const at = placeOf(event);
    if (!at || event.button !== 0) return;
    if (event.pointerType === "mouse") {
      dragging.current = true;
      window.addEventListener("pointerup", () => (dragging.current = false), { once: true });
    }
    onSelect(event.shiftKey && selection ? { anchor: selection.anchor, end: at } : one(at.row, at.column));
  };
  const onPointerOver = (event: PointerEvent) => {
    const at = dragging.current && selection ? placeOf(event) : null;
    if (at && selection) onSelect({ anchor: selection.anchor, end: at });
  };
  const onClick = (event: MouseEvent) => {
    const at = narrow ? placeOf(event) : null;
    const [row, period] = [at && rows[at.row], at && periods[at.column]];
    if (row && period) onOpen(row, period);
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (placeOf(event)) startEditing();
  };

  return { editing, edited, handlers: { onKeyDown, onPaste, onCopy, onPointerDown, onPointerOver, onClick, onDoubleClick } };
}
