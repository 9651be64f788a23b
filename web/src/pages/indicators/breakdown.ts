import type { Values } from "@/api/types";
import { compareDecimal, forDrawing } from "@/lib/decimal";
import { columnOf } from "./trend";

/** A member of a dimension that the documents are narrowed to. */
export interface Member {
  dimension: string;
  key: string;
  name: string;
}

export interface Bar {
  /** Null for the rows that belong to no member. */
  key: string | null;
  name: string | null;
  value: string | null;
  /** From -1 to 1, of the largest value. */
  length: number;
  /** Of the sum, 0–1; null where shares mean nothing. */
  share: number | null;
}

/** How far the parts may miss the whole, of the whole: rounding on the way. */
const SLACK = 1e-6;

/**
 * The rows of one period split by a dimension, largest first, empty ones last.
 * `whole` is the figure itself: only where the parts add up to it do shares mean anything
 * (not for ratios, averages, distinct counts).
 */
export function bars(values: Values, whole: string | null): Bar[] {
  const key = columnOf(values, "key");
  const name = columnOf(values, "name");
  const value = columnOf(values, "value");
  const cell = (row: readonly unknown[], at: number) => (row[at] === null || row[at] === undefined ? null : String(row[at]));
  const rows = values.rows.map((row) => ({ key: cell(row, key), name: cell(row, name), value: cell(row, value) }));
  rows.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return compareDecimal(b.value, a.value);
  });
  const sizes = rows.map((row) => forDrawing(row.value) ?? 0);
  const largest = Math.max(...sizes.map(Math.abs), 0);
  const sum = sizes.reduce((total, size) => total + size, 0);
  const total = forDrawing(whole);
  const addsUp = total !== null && Math.abs(sum - total) <= SLACK * Math.abs(total);
  const shares = addsUp && sum > 0 && sizes.every((size) => size >= 0);
  return rows.map((row, i) => ({
    ...row,
    length: largest === 0 ? 0 : (sizes[i] ?? 0) / largest,
    share: shares && row.value !== null ? (sizes[i] ?? 0) / sum : null,
  }));
}
