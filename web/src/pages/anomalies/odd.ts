import type { Odd } from "@/api/gen";

/** Where a finding is explained: a lasting change against the time before it, others against the period before. */
export function causesOf(row: Odd, period: string, org: string | null): string {
  const address = new URLSearchParams({ period: row.kind === "spike" ? row.since : period });
  if (org) address.set("org", org);
  if (row.kind === "shift") address.set("against", "shift");
  return `/indicators/${encodeURIComponent(row.code)}/causes?${address.toString()}`;
}

export type Which = "worse" | "all";

/** Those for the worse, and those that are neither: what got better is no trouble. */
export function chosen(rows: readonly Odd[], which: Which): Odd[] {
  return rows.filter((row) => which === "all" || row.worse !== false);
}
