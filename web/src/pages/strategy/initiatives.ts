import { today } from "@/lib/period";
import type { Initiative } from "./types";

/** Not finished although its last day is over. */
export function isLate({ state, end_date }: Pick<Initiative, "state" | "end_date">, day = today()): boolean {
  return (state === "planned" || state === "running") && end_date !== null && end_date < day;
}

const ORDER: Initiative["state"][] = ["running", "planned", "done", "stopped"];

/** What is late first, then what runs, by the day it is to end. */
export function inOrder(initiatives: readonly Initiative[], day = today()): Initiative[] {
  return initiatives.toSorted(
    (a, b) =>
      Number(isLate(b, day)) - Number(isLate(a, day)) ||
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
      (a.end_date ?? "9999").localeCompare(b.end_date ?? "9999"),
  );
}
