/** How the log's values are written. */

/** Fields that are fractions, shown in per cent. */
const FRACTIONS = new Set(["weight", "share", "buffer"]);

/** A logged value as text; lists and objects as they are kept. */
export function said(field: string, value: unknown, percent: (text: string) => string): string {
  if (value === null || value === undefined || value === "") return "\u2014";
  if (typeof value === "boolean") return value ? "\u2713" : "\u2717";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (FRACTIONS.has(field) && /^-?\d*\.?\d+$/.test(text)) return percent(text);
  // Numbers come as they are stored: 120000.000000
  return /^-?\d+\.\d*0$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

/** What is told first of a new record: not each of its empty fields. */
export function worthTelling<T extends { before: unknown; after: unknown }>(changes: readonly T[]): T[] {
  return changes.filter((one) => (one.before ?? "") !== "" || (one.after ?? "") !== "");
}
