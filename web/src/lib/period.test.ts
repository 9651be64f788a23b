import { describe, expect, test } from "vitest";
import { writeDate, writePeriod } from "./date";
import { lastDay, parsePeriod, period, periodOf, shift } from "./period";

describe("periods", () => {
  test.each([
    ["2026-11", "2026-11-01", "2026-12-01"],
    ["2026-Q4", "2026-10-01", "2027-01-01"],
    ["2024", "2024-01-01", "2025-01-01"],
    ["2024-02-29", "2024-02-29", "2024-03-01"],
    ["2026-W01", "2025-12-29", "2026-01-05"],
  ])("%s is from %s up to %s", (label, start, end) => {
    expect(parsePeriod(label)).toMatchObject({ label, start, end });
  });
  test.each(["", "2026-13", "2026-Q5", "26-01", "2026-1", "next"])("%s is no period", (label) => {
    expect(parsePeriod(label)).toBeNull();
  });
  test("steps run over the year's end", () => {
    expect(shift(period("month", 2026, 1), -1).label).toBe("2025-12");
    expect(shift(period("month", 2026, 1), -13).label).toBe("2024-12");
    expect(shift(period("quarter", 2026, 4), 1).label).toBe("2027-Q1");
    expect(shift(period("year", 2026, 1), -3).label).toBe("2023");
    expect(shift(periodOf("2024-02-28", "day"), 1).label).toBe("2024-02-29");
    expect(shift(periodOf("2020-12-31", "week"), 1).label).toBe("2021-W01");
  });
  test("a week belongs to the year of its Thursday", () => {
    expect(periodOf("2021-01-03", "week").label).toBe("2020-W53");
    expect(periodOf("2024-12-30", "week").label).toBe("2025-W01");
  });
  test("the last day of February", () => {
    expect(lastDay(period("month", 2024, 2))).toBe("2024-02-29");
  });
  test("labels for people", () => {
    expect(writePeriod("2026-11", "zh-CN")).toBe("2026年11月");
    expect(writePeriod("2026-11", "en")).toBe("Nov 2026");
    expect(writePeriod("2026-Q4", "en")).toBe("Q4 2026");
    expect(writePeriod("2026", "zh-CN")).toBe("2026年");
    expect(writeDate("2026-11-24", "zh-CN")).toBe("2026-11-24");
    expect(writeDate("2026-11-24T01:02:03Z", "en")).toBe("24 Nov 2026");
  });
});
