/** Periods as the server writes them: 2026-11-24, 2026-W48, 2026-11, 2026-Q4, 2026. */

import { wallTime } from "./zone";

export type Grain = "day" | "week" | "month" | "quarter" | "year";

export interface Period {
  grain: Grain;
  year: number;
  /** Month 1–12, quarter 1–4, ISO week 1–53; 1 for years; the day of the year for days. */
  index: number;
  label: string;
  /** First day and the day after the last one, as YYYY-MM-DD. */
  start: string;
  end: string;
}

const DAY = 86_400_000;
const two = (n: number) => String(n).padStart(2, "0");
const iso = (date: Date) => date.toISOString().slice(0, 10);
const utc = (year: number, month: number, day = 1) => new Date(Date.UTC(year, month - 1, day));

/** The Monday of an ISO week. */
function monday(year: number, week: number): Date {
  const fourth = utc(year, 1, 4);
  const weekday = fourth.getUTCDay() || 7;
  return new Date(fourth.getTime() + (1 - weekday + (week - 1) * 7) * DAY);
}

function span(grain: Grain, year: number, index: number, label: string, start: Date, end: Date): Period {
  return { grain, year, index, label, start: iso(start), end: iso(end) };
}

/** Build a period; an index outside the year runs over into the next or previous one. */
export function period(grain: Grain, year: number, index: number): Period {
  if (grain === "year") return span(grain, year, 1, String(year), utc(year, 1), utc(year + 1, 1));
  if (grain === "month" || grain === "quarter") {
    const count = grain === "month" ? 12 : 4;
    const zero = year * count + index - 1;
    const y = Math.floor(zero / count);
    const i = (zero % count) + 1;
    const months = 12 / count;
    const label = grain === "month" ? `${y}-${two(i)}` : `${y}-Q${i}`;
    return span(grain, y, i, label, utc(y, (i - 1) * months + 1), utc(y, i * months + 1));
  }
  if (grain === "week") return periodOf(iso(monday(year, index)), "week");
  return periodOf(iso(utc(year, 1, index)), "day");
}

/** The period of a grain that holds a day (YYYY-MM-DD). */
export function periodOf(day: string, grain: Grain): Period {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const date = new Date(`${day}T00:00:00Z`);
  if (grain === "year") return period(grain, year, 1);
  if (grain === "quarter") return period(grain, year, Math.ceil(month / 3));
  if (grain === "month") return period(grain, year, month);
  if (grain === "day") {
    const index = Math.round((date.getTime() - utc(year, 1).getTime()) / DAY) + 1;
    return span(grain, year, index, day, date, new Date(date.getTime() + DAY));
  }
  const weekday = date.getUTCDay() || 7;
  const start = new Date(date.getTime() - (weekday - 1) * DAY);
  const weekYear = new Date(start.getTime() + 3 * DAY).getUTCFullYear();
  const week = Math.round((start.getTime() - monday(weekYear, 1).getTime()) / (7 * DAY)) + 1;
  return span(grain, weekYear, week, `${weekYear}-W${two(week)}`, start, new Date(start.getTime() + 7 * DAY));
}

/** Read a label; null when it is none. */
export function parsePeriod(label: string): Period | null {
  let match = /^(\d{4})$/.exec(label);
  if (match) return period("year", Number(match[1]), 1);
  match = /^(\d{4})-Q([1-4])$/.exec(label);
  if (match) return period("quarter", Number(match[1]), Number(match[2]));
  match = /^(\d{4})-W(\d{2})$/.exec(label);
  if (match) return period("week", Number(match[1]), Number(match[2]));
  match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(label);
  if (match) return period("month", Number(match[1]), Number(match[2]));
  if (/^\d{4}-\d{2}-\d{2}$/.test(label) && !Number.isNaN(Date.parse(label))) return periodOf(label, "day");
  return null;
}

/** The period `steps` later (negative: earlier). */
export function shift(of: Period, steps: number): Period {
  if (of.grain === "day" || of.grain === "week") {
    const days = of.grain === "day" ? 1 : 7;
    return periodOf(iso(new Date(Date.parse(of.start) + steps * days * DAY)), of.grain);
  }
  return period(of.grain, of.year + (of.grain === "year" ? steps : 0), of.index + (of.grain === "year" ? 0 : steps));
}

/** Today in the company's time zone, YYYY-MM-DD. */
export const today = (now = new Date()): string => wallTime(now).slice(0, 10);

/** The last day of a period, YYYY-MM-DD. */
export function lastDay(of: Period): string {
  return iso(new Date(Date.parse(of.end) - DAY));
}
