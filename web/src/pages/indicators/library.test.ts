import { describe, expect, test } from "vitest";
import type { IndicatorSummary } from "@/api/types";
import { type Filters, passes } from "./library";

const indicator = (part: Partial<IndicatorSummary>): IndicatorSummary => ({
  code: "c", name: "n", perspective: "finance", perspective_name: "f", unit: "CNY", decimals: 2, direction: "higher",
  frequency: "month", formula: "1", meaning: "", owner: null, owner_role: "finance", source_ready: true, origin: "shipped",
  templates: [], retired: false, broken: null, ...part,
});
const all: Filters = { template: "", origin: "", source: "", retired: "" };

describe("the library's filters", () => {
  test("what is out of use shows on demand alone", () => {
    expect(passes(indicator({ retired: true }), all)).toBe(false);
    expect(passes(indicator({ retired: true }), { ...all, retired: "yes" })).toBe(true);
  });

  test("an indicator of no kind of company is meant for all of them", () => {
    const trading = { ...all, template: "trading" };
    expect(passes(indicator({}), trading)).toBe(true);
    expect(passes(indicator({ templates: ["manufacturing"] }), trading)).toBe(false);
  });

  test("what cannot be computed is not told as lacking data", () => {
    const broken = indicator({ source_ready: false, broken: "why" });
    expect(["ready", "lacking", "broken"].map((source) => passes(broken, { ...all, source }))).toEqual([false, false, true]);
    const lacking = indicator({ source_ready: false });
    expect(["ready", "lacking", "broken"].map((source) => passes(lacking, { ...all, source }))).toEqual([false, true, false]);
    expect(passes(indicator({ origin: "own" }), { ...all, origin: "adapted" })).toBe(false);
  });
});
