/** Which periods can be closed, and which of a closing's values to show. */
import { type Closing, type PublishedValue } from "./queries";

export interface Over {
  label: string;
  /** Its last day. */
  end: string;
}

/** Roles that close and restate; the server decides, this only leaves out buttons that would be refused. */
const CLOSERS = new Set(["general_manager", "administrator", "finance"]);
export const mayClose = (roles: readonly string[]): boolean => roles.some((role) => CLOSERS.has(role));

/** Periods that are over and not closed, newest first. */
export function closable<T extends Over>(periods: readonly T[], closed: readonly Pick<Closing, "period">[], today: string): T[] {
  const taken = new Set(closed.map((one) => one.period));
  return periods.filter((one) => one.end < today && !taken.has(one.label)).sort((a, b) => (a.end < b.end ? 1 : -1));
}

export type Only = "all" | "pending" | "restated";

export interface Narrowing {
  only: Only;
  /** `unit|key`, `person|key`, or `company`; empty for all. */
  place: string;
  text: string;
}

export const placeOf = (value: Pick<PublishedValue, "org" | "person">): string =>
  value.person !== null ? `person|${value.person}` : value.org !== null ? `unit|${value.org}` : "company";

export function shown(rows: readonly PublishedValue[], { only, place, text }: Narrowing): PublishedValue[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (only === "all" || (only === "pending" ? row.difference !== null : row.is_restated)) &&
      (place === "" || placeOf(row) === place) &&
      (wanted === "" || row.name.toLowerCase().includes(wanted) || row.indicator.includes(wanted)),
  );
}

export interface Pending {
  code: string;
  name: string;
  rows: PublishedValue[];
}

/** What differs from what was published, by indicator, those of the widest place first. */
export function pendingByIndicator(rows: readonly PublishedValue[]): Pending[] {
  const found = new Map<string, Pending>();
  for (const row of rows) {
    if (row.difference === null) continue;
    const known = found.get(row.indicator) ?? { code: row.indicator, name: row.name, rows: [] };
    known.rows.push(row);
    found.set(row.indicator, known);
  }
  const width = (row: PublishedValue) => (placeOf(row) === "company" ? 0 : row.person === null ? 1 : 2);
  for (const one of found.values()) one.rows.sort((a, b) => width(a) - width(b));
  return [...found.values()];
}
