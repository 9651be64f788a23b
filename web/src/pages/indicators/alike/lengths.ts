import { forDrawing } from "@/lib/decimal";

/** How long each bar is (0 to 1, the longest is 1), and where the middle stands; only for drawing. */
export function lengths(compared: readonly string[], middle: string | null): { bars: number[]; middle: number | null } {
  const values = compared.map((value) => Math.max(0, forDrawing(value) ?? 0));
  const most = Math.max(...values, 0);
  if (most === 0) return { bars: values.map(() => 0), middle: null };
  const at = middle === null ? null : (forDrawing(middle) ?? 0) / most;
  return { bars: values.map((value) => value / most), middle: at === null || at < 0 ? null : Math.min(1, at) };
}
