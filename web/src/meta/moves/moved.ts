import type { MovedIndicator, MovedPeriod } from "@/api/gen";
import { compareDecimal, isDecimal } from "@/lib/decimal";

/** What is written of a KPI's month: the document's part, or that nothing changes although it counts. */
export type Moved = "up" | "down" | "same" | "unknown";

export function movedWay(period: MovedPeriod): Moved {
  if (!isDecimal(period.effect)) return "unknown";
  const way = compareDecimal(period.effect, "0");
  return way > 0 ? "up" : way < 0 ? "down" : "same";
}

/** Whether the movement is the one that is wanted; null where neither way is. */
export function isGood(indicator: MovedIndicator, period: MovedPeriod): boolean | null {
  const way = movedWay(period);
  if (way !== "up" && way !== "down") return null;
  if (indicator.direction === "higher") return way === "up";
  if (indicator.direction === "lower") return way === "down";
  return null;
}

/** The KPIs shown at first: those that move, then those that only count, a few of all. */
export function firstShown(found: readonly MovedIndicator[], few: number): MovedIndicator[] {
  const moves = (one: MovedIndicator) => one.periods.some((period) => movedWay(period) !== "same");
  return [...found.filter(moves), ...found.filter((one) => !moves(one))].slice(0, few);
}
