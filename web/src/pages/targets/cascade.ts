/** What a cascade comes to, as a table: takers down, periods across, and the sums that prove it. */
import { compareDecimal } from "@/lib/decimal";
import { total } from "./amount";
import { type Cascaded, holderKey } from "./types";

type Cell = Cascaded["cells"][number];
type Check = Cascaded["checks"][number];

export interface TakerRow {
  key: string;
  holder: Cell["holder"];
  share: string | null;
  cells: ReadonlyMap<string, Cell>;
}

export interface Block {
  indicator: string;
  name: string;
  periods: string[];
  takers: TakerRow[];
  /** By period: what the parts should come to, what they come to, and what is missing or too much. */
  checks: ReadonlyMap<string, { expected: string; sum: string; difference: string }>;
}

/** The answer by indicator. */
export function blocks(cascaded: Cascaded): Block[] {
  const found = new Map<string, Cell[]>();
  for (const cell of cascaded.cells) found.set(cell.indicator, [...(found.get(cell.indicator) ?? []), cell]);
  const parents = new Map<number, string>();
  for (const cell of cascaded.cells) parents.set(cell.parent, cell.indicator);
  return [...found.entries()].map(([indicator, cells]) => {
    const takers = new Map<string, TakerRow & { cells: Map<string, Cell> }>();
    for (const cell of cells) {
      const key = holderKey(cell.holder);
      const taker = takers.get(key) ?? { key, holder: cell.holder, share: cell.share, cells: new Map<string, Cell>() };
      taker.cells.set(cell.period, cell);
      // A share that changes from period to period is no one share.
      if (taker.share !== cell.share) taker.share = null;
      takers.set(key, taker);
    }
    const checks = cascaded.checks.filter((check) => parents.get(check.parent) === indicator);
    return {
      indicator,
      name: cells[0]?.name ?? indicator,
      periods: [...new Set(cells.map((cell) => cell.period))].sort(),
      takers: [...takers.values()],
      checks: new Map(byPeriod(checks)),
    };
  });
}

/** Several parents of one period (of several units) are proved together. */
function byPeriod(checks: readonly Check[]): [string, { expected: string; sum: string; difference: string }][] {
  const found = new Map<string, Check[]>();
  for (const check of checks) found.set(check.period, [...(found.get(check.period) ?? []), check]);
  const add = (some: readonly Check[], name: "expected" | "sum" | "difference") => total(some.map((one) => one[name])) ?? "0";
  return [...found.entries()].map(([period, some]) => [period, { expected: add(some, "expected"), sum: add(some, "sum"), difference: add(some, "difference") }]);
}

/** How many checks there are and how many of them agree to the last digit. */
export function agreed(checks: readonly Check[]): { count: number; even: number } {
  return { count: checks.length, even: checks.filter((one) => compareDecimal(one.difference, "0") === 0).length };
}
