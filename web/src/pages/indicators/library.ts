import type { IndicatorSummary } from "@/api/types";

/** Whether every word of the query stands somewhere in the indicator. */
export function holds(indicator: IndicatorSummary, query: string): boolean {
  const { name, code, meaning, formula, owner } = indicator;
  const text = [name, code, meaning, formula, owner ?? ""].join("\n").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const TEMPLATES = ["manufacturing", "trading"] as const;
export const ORIGINS = ["shipped", "adapted", "own"] as const;
export const SOURCES = ["ready", "lacking", "broken"] as const;

/** What the list is narrowed to; empty is everything. */
export interface Filters {
  template: string;
  origin: string;
  source: string;
  /** `yes` shows also what is out of use. */
  retired: string;
}

/** Whether an indicator passes the filters; without a kind of company it is meant for all. */
export function passes(indicator: IndicatorSummary, { template, origin, source, retired }: Filters): boolean {
  const { templates = [], broken = null } = indicator;
  if (indicator.retired && retired !== "yes") return false;
  if (template && templates.length > 0 && !templates.includes(template)) return false;
  if (origin && indicator.origin !== origin) return false;
  if (source === "broken") return broken !== null;
  if (source === "ready") return indicator.source_ready;
  return source !== "lacking" || (!indicator.source_ready && broken === null);
}

export interface Group {
  key: string;
  name: string;
  indicators: IndicatorSummary[];
}

/** Indicators by perspective, in the order in which the server lists them. */
export function perspectives(indicators: IndicatorSummary[]): Group[] {
  const groups = new Map<string, Group>();
  for (const indicator of indicators) {
    const { perspective: key, perspective_name: name } = indicator;
    const group = groups.get(key) ?? { key, name, indicators: [] };
    group.indicators.push(indicator);
    groups.set(key, group);
  }
  return [...groups.values()];
}
