/** How the rows of the grid are grouped, ordered, filtered and added up. */
import { compareDecimal } from "@/lib/decimal";
import { total } from "./amount";
import { type Cell, type HolderOption, holderKey, rowKey, type State, type TargetRow } from "./types";

export type Grouping = "holder" | "indicator";
export type Filter = State | "uneven" | "all";

export interface Group {
  key: string;
  rows: TargetRow[];
}

/** A line of the grid on the screen: a group's head or one row of targets. */
export type Line = { kind: "group"; key: string; group: Group } | { kind: "row"; key: string; row: TargetRow; index: number; level: number };

const isUneven = (cell: Cell) => cell.difference !== null && compareDecimal(cell.difference ?? "0", "0") !== 0;

/** Whether any of the row's targets is in the state asked for, or does not add up. */
export function fits(row: TargetRow, filter: Filter): boolean {
  if (filter === "all") return true;
  return Object.values(row.cells).some((cell) => (filter === "uneven" ? isUneven(cell) : cell.state === filter));
}

/** How many targets are in each state, and how many do not add up. */
export function counted(rows: readonly TargetRow[]): Record<Filter, number> {
  const found: Record<Filter, number> = { all: 0, draft: 0, proposed: 0, agreed: 0, returned: 0, uneven: 0 };
  for (const row of rows) {
    for (const cell of Object.values(row.cells)) {
      found.all++;
      found[cell.state]++;
      if (isUneven(cell)) found.uneven++;
    }
  }
  return found;
}

/** Where everything stands: holders as in the tree, indicators as in the library. */
export interface Order {
  holders: ReadonlyMap<string, HolderOption & { place: number }>;
  indicators: ReadonlyMap<string, number>;
}

export function orderOf(holders: readonly HolderOption[], indicators: readonly { code: string }[]): Order {
  return {
    holders: new Map(holders.map((one, place) => [holderKey(one), { ...one, place }])),
    indicators: new Map(indicators.map((one, place) => [one.code, place])),
  };
}

const LAST = Number.MAX_SAFE_INTEGER;

/** Rows in groups, and the lines that the grid draws. */
export function grouped(rows: readonly TargetRow[], grouping: Grouping, order: Order): { groups: Group[]; lines: Line[]; ordered: TargetRow[] } {
  const holderAt = (row: TargetRow) => order.holders.get(holderKey(row.holder))?.place ?? LAST;
  const indicatorAt = (row: TargetRow) => order.indicators.get(row.indicator) ?? LAST;
  const byHolder = grouping === "holder";
  const outer = byHolder ? holderAt : indicatorAt;
  const inner = byHolder ? indicatorAt : holderAt;
  const nameOf = (row: TargetRow) => (byHolder ? holderKey(row.holder) : row.indicator);
  const sorted = [...rows].sort(
    (a, b) => outer(a) - outer(b) || (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))) || inner(a) - inner(b),
  );
  const groups: Group[] = [];
  for (const row of sorted) {
    const key = nameOf(row);
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, rows: [row] });
  }
  const lines: Line[] = [];
  let index = 0;
  for (const group of groups) {
    lines.push({ kind: "group", key: group.key, group });
    const levels = group.rows.map((row) => order.holders.get(holderKey(row.holder))?.level ?? 0);
    const top = Math.min(...levels);
    for (const [at, row] of group.rows.entries()) {
      lines.push({ kind: "row", key: rowKey(row), row, index: index++, level: byHolder ? 0 : (levels[at] ?? 0) - top });
    }
  }
  return { groups, lines, ordered: sorted };
}

/** The sum of a holder's weights in a period; null without any. `weight` may be one that is not saved yet. */
export function weightSum(rows: readonly TargetRow[], period: string, weight: (row: TargetRow, period: string) => string | null): string | null {
  return total(rows.map((row) => weight(row, period)));
}

/** Whether weights make up the whole: less than 100 % leaves something out, more cannot be. */
export function weightFault(sum: string | null): "under" | "over" | null {
  if (sum === null) return null;
  const way = compareDecimal(sum, "1");
  return way === 0 ? null : way < 0 ? "under" : "over";
}

/** The weight sums of a group's periods that differ from each other, smallest first. */
export function weightSums(rows: readonly TargetRow[], periods: readonly string[], weight: (row: TargetRow, period: string) => string | null): string[] {
  const found = new Set<string>();
  for (const period of periods) {
    const sum = weightSum(rows, period, weight);
    if (sum !== null) found.add(sum);
  }
  return [...found].sort(compareDecimal);
}
