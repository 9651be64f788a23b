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
