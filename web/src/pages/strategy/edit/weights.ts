/** Weights in whole and broken per cents, as decimal strings; null is no weight. */
import { addDecimals, compareDecimal, isDecimal, shiftDecimal } from "@/lib/decimal";

export type Percent = string | null;

export const percentOf = (fraction: string | null): Percent =>
  fraction === null ? null : shiftDecimal(fraction, 2).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

export const fractionOf = (percent: Percent): string | null =>
  percent === null || !isDecimal(percent) ? null : shiftDecimal(percent, -2);

const given = (weights: readonly Percent[]) => weights.filter((one): one is string => one !== null && isDecimal(one));

export interface Balance {
  sum: string;
  /** `none` when nothing is weighted. */
  state: "none" | "exact" | "short" | "over";
  /** By how much, without a sign. */
  off: string;
}

export function balance(weights: readonly Percent[]): Balance {
  const known = given(weights);
  const sum = addDecimals(known).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  if (known.length === 0) return { sum: "0", state: "none", off: "0" };
  const way = compareDecimal(sum, "100");
  const off = addDecimals([sum, "-100"]).replace(/^-/, "");
  return { sum, state: way === 0 ? "exact" : way > 0 ? "over" : "short", off };
}

/** The weights in the same proportions, whole per cents that add up to 100; even ones when there are none. */
export function toHundred(weights: readonly Percent[]): string[] {
  if (weights.length === 0) return [];
  const sizes = weights.map((one) => (one !== null && isDecimal(one) ? Number(one) : 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total > 0 ? (size / total) * 100 : 100 / weights.length));
  const whole = exact.map(Math.floor);
  const rest = 100 - whole.reduce((sum, size) => sum + size, 0);
  const order = exact.map((size, i) => [size - Math.floor(size), i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of order.slice(0, rest)) whole[i]! += 1;
  return whole.map(String);
}
