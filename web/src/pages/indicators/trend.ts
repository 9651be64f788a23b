import type { Slice, ValuesQuestion } from "@/api/queries";
import type { Values } from "@/api/types";
import { writePeriod } from "@/lib/date";
import type { Language } from "@/lib/quantity";
import { parsePeriod, periodOf, shift, today } from "@/lib/period";

/** How many periods a course shows. */
const PERIODS = 12;

/** The question for the periods up to the chosen one. */
export function trendQuestion({ period, org }: Slice): ValuesQuestion {
  const last = parsePeriod(period) ?? periodOf(today(), "month");
  return { from: shift(last, 1 - PERIODS).label, to: last.label, grain: last.grain, org };
}

/** The question for one period, split by a dimension. */
export function splitQuestion({ period, org }: Slice, by: string): ValuesQuestion {
  const grain = parsePeriod(period)?.grain ?? "month";
  return { from: period, to: period, grain, by, org };
}

export interface CoursePoint {
  period: string;
  value: string | null;
  target: string | null;
}

/** A period under the axis: short, with its year where one begins. */
export function tickOf(label: string, first: boolean, language: Language): string {
  const period = parsePeriod(label);
  if (!period || (period.grain !== "month" && period.grain !== "quarter")) return label;
  const name = period.grain === "quarter" ? `Q${period.index}` : writePeriod(label, language, true);
  return first || period.index === 1 ? `${name}\n${period.year}` : name;
}

function text(cell: unknown): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

/** Where the columns of a kind stand. */
export function columnOf(values: Values, kind: string): number {
  return values.columns.findIndex((column) => column.kind === kind);
}

/** The rows of an answer without dimensions. */
export function course(values: Values): CoursePoint[] {
  const period = columnOf(values, "period");
  const value = columnOf(values, "value");
  const target = columnOf(values, "target");
  return values.rows.map((row) => ({
    period: String(row[period]),
    value: text(row[value]),
    target: target < 0 ? null : text(row[target]),
  }));
}
