/** The chosen cells of the grid: an anchor, where the selection ends, and moving both by keys. */
import type { Range } from "../paste";

export interface Place {
  row: number;
  column: number;
}

export interface Selection {
  anchor: Place;
  end: Place;
}

export const one = (row: number, column: number): Selection => ({ anchor: { row, column }, end: { row, column } });

export function rangeOf({ anchor, end }: Selection): Range {
  return {
    top: Math.min(anchor.row, end.row),
    bottom: Math.max(anchor.row, end.row),
    left: Math.min(anchor.column, end.column),
    right: Math.max(anchor.column, end.column),
  };
}

export const sizeOf = (selection: Selection): number => {
  const { top, bottom, left, right } = rangeOf(selection);
  return (bottom - top + 1) * (right - left + 1);
};

const STEPS: Record<string, [down: number, across: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));

/** Where a key leads; null when it is no key of movement. */
export function moved(selection: Selection, key: string, { shift, ctrl }: { shift: boolean; ctrl: boolean }, rows: number, columns: number, page = 10): Selection | null {
  const from = shift ? selection.end : selection.anchor;
  let { row, column } = from;
  const step = STEPS[key];
  if (step) {
    row += step[0] * (ctrl ? rows : 1);
    column += step[1] * (ctrl ? columns : 1);
  } else if (key === "PageDown") row += page;
  else if (key === "PageUp") row -= page;
  else if (key === "Home") [row, column] = [ctrl ? 0 : row, 0];
  else if (key === "End") [row, column] = [ctrl ? rows - 1 : row, columns - 1];
  else if (key === "Tab") {
    // As in a spreadsheet: on to the next line at the end of one.
    const flat = within(row * columns + column + (shift ? -1 : 1), rows * columns);
    return one(Math.floor(flat / columns), flat % columns);
  } else return null;
  const end = { row: within(row, rows), column: within(column, columns) };
  return shift ? { anchor: selection.anchor, end } : { anchor: end, end };
}
