/** Dates and times for people; the server sends ISO 8601. */
import type { Language } from "./quantity";
import { parsePeriod } from "./period";
import { parseMoment, zone } from "./zone";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, style: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language}|${style}`;
  let found = cache.get(key);
  if (!found) {
    // British order for English: day before month, as the ISO-minded readers of an ERP expect.
    found = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options);
    cache.set(key, found);
  }
  return found;
}

/** A formatter of moments, in the company's time zone. */
function wall(language: Language, style: string, options: Intl.DateTimeFormatOptions) {
  const timeZone = zone();
  return formatter(language, `${style}|${timeZone ?? ""}`, { ...options, ...(timeZone ? { timeZone } : {}) });
}

const day = (iso: string) => new Date(`${iso.slice(0, 10)}T00:00:00Z`);

/** 2026-11-24 → 2026-11-24 (zh) or 24 Nov 2026 (en). */
export function writeDate(iso: string, language: Language): string {
  if (language === "zh-CN") return iso.slice(0, 10);
  return formatter(language, "date", { dateStyle: "medium", timeZone: "UTC" }).format(day(iso));
}

/** The day in full, with the weekday. */
export function writeLongDate(iso: string, language: Language): string {
  return formatter(language, "long", { dateStyle: "full", timeZone: "UTC" }).format(day(iso));
}

/** A moment in the company's time zone, to the minute; in Chinese 2026-11-24 08:05, as tables want it. */
export function writeMoment(iso: string, language: Language): string {
  if (language === "zh-CN") {
    return wall("sv-SE" as Language, "moment", { dateStyle: "short", timeStyle: "short" }).format(parseMoment(iso));
  }
  return wall(language, "moment", { dateStyle: "medium", timeStyle: "short" }).format(parseMoment(iso));
}

/** The time of day in the company's time zone. */
export function writeTime(moment: Date, language: Language): string {
  return wall(language, "time", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }).format(
    moment,
  );
}

/** A period's label for people: the month's name, Q4 2026, the year. */
export function writePeriod(label: string, language: Language, short = false): string {
  const period = parsePeriod(label);
  if (!period) return label;
  const zh = language === "zh-CN";
  if (period.grain === "month") {
    const options: Intl.DateTimeFormatOptions = short
      ? { month: "short", timeZone: "UTC" }
      : { year: "numeric", month: zh ? "long" : "short", timeZone: "UTC" };
    return formatter(language, `month${short}`, options).format(day(period.start));
  }
  if (period.grain === "quarter") return zh ? `${period.year} Q${period.index}` : `Q${period.index} ${period.year}`;
  if (period.grain === "year") return formatter(language, "year", { year: "numeric", timeZone: "UTC" }).format(day(period.start));
  if (period.grain === "day") return writeDate(label, language);
  return label;
}
