/** What is filled in to hand targets down, and the order it makes. */
import { parseAmount } from "./amount";
import type { CascadeRequest, HolderRef, TargetRow } from "./types";

export interface Taker extends HolderRef {
  name: string;
  /** In per cent, or an amount, as typed. */
  text: string;
}

export interface CascadeForm {
  holder: HolderRef | null;
  indicators: string[];
  periods: string[];
  /** Null until somebody chooses: then what fits the indicators. */
  method: CascadeRequest["method"] | null;
  basis: NonNullable<CascadeRequest["basis"]>;
  to: "units" | "persons" | "chosen";
  takers: Taker[];
  buffer: string;
  other: string | null;
  factor: string;
  reason: string;
}

/** Which targets are handed down and how; ratios are not split, so they are `left` out of a split. */
export function usableRows(rows: readonly TargetRow[], form: Pick<CascadeForm, "indicators" | "periods" | "method">) {
  const wanted = rows.filter((row) => form.indicators.length === 0 || form.indicators.includes(row.indicator));
  const method = form.method ?? (wanted.length > 0 && !wanted.some((row) => row.adds_org) ? "copy" : "split");
  const used = method === "split" ? wanted.filter((row) => row.adds_org) : wanted;
  const left = wanted.filter((row) => !used.includes(row));
  const parents = used.flatMap((row) =>
    Object.entries(row.cells).flatMap(([period, cell]) => (form.periods.length === 0 || form.periods.includes(period) ? [cell.id] : [])),
  );
  return { method, used, left, parents };
}

/** The order to send; null while something is missing or wrong. */
export function orderOf(form: CascadeForm, method: CascadeRequest["method"], parents: readonly number[]): CascadeRequest | null {
  if (parents.length === 0) return null;
  const order: CascadeRequest = { method, parents: [...parents] };
  if (method === "split") {
    const buffer = parseAmount(form.buffer || "0", "ratio");
    if (!buffer.ok) return null;
    order.basis = form.basis;
    order.buffer = buffer.value ?? "0";
  }
  if (method === "contribute") {
    const factor = parseAmount(form.factor, "none");
    if (!form.other || !factor.ok || factor.value === null) return null;
    order.indicator = form.other;
    order.factor = factor.value;
  }
  if (form.to !== "chosen") {
    if (method === "split" && form.basis === "manual") return null;
    order.to = form.to;
    return order;
  }
  if (form.takers.length === 0) return null;
  const manual = method === "split" && form.basis === "manual";
  const shared = method === "share" || (method === "split" && form.basis === "share");
  const to = form.takers.map(({ kind, key, text }) => {
    const read = parseAmount(text, manual ? "none" : "ratio");
    const value = read.ok ? read.value : null;
    const wrong = !read.ok || (manual && value === null) || (shared && value !== null && value.startsWith("-"));
    if (wrong && (manual || shared)) return null;
    return { kind, key, ...(manual ? { amount: value } : {}), ...(shared && value !== null ? { share: value } : {}) };
  });
  const complete = to.flatMap((one) => (one ? [one] : []));
  // Shares for some and none for others mean nothing.
  const shares = complete.filter((one) => "share" in one).length;
  if (complete.length < to.length || (shares > 0 && shares < complete.length)) return null;
  order.to = complete;
  return order;
}
