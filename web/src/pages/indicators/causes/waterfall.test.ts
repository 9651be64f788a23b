import { describe, expect, test } from "vitest";
import type { Breakdown, Causes, PriceVolume } from "@/api/gen";
import { ofBreakdown, ofPrices } from "./waterfall";

const words = {
  before: "before",
  after: "after",
  others: "others",
  write: (value: string | null) => String(value),
  effect: (value: string) => value,
};

const found = (before: string, after: string) =>
  ({ before, after, change: String(Number(after) - Number(before)), direction: "higher" }) as Causes;

const breakdown = (effects: string[], rest: string) =>
  ({ members: effects.map((effect, i) => ({ name: `m${i}`, effect })), rest }) as unknown as Breakdown;

describe("waterfall", () => {
  test("steps lead from the earlier to the later figure without a gap", () => {
    const steps = ofBreakdown(found("100", "130"), breakdown(["-20", "45", "3"], "2"), words);
    expect(steps.map((step) => step.name)).toEqual(["before", "m1", "m0", "m2", "others", "after"]);
    for (let i = 1; i < steps.length - 1; i++) {
      expect(steps[i]?.from).toBe(steps[i - 1]?.to);
    }
    expect(steps.at(-2)?.to).toBe(130);
    expect(steps.map((step) => step.kind)).toEqual(["total", "better", "worse", "better", "better", "total"]);
  });

  test("more members than fit are one step", () => {
    const steps = ofBreakdown(found("0", "10"), breakdown(Array.from({ length: 10 }, () => "1"), "0"), words);
    expect(steps).toHaveLength(10);
    expect(steps.at(-2)).toMatchObject({ name: "others", from: 7, to: 10 });
  });

  test("parts of price, volume and mix that did nothing are left out", () => {
    const prices = { price: "5", volume: "-3", mix: "0", new: "0", lost: "0", other: "0" } as PriceVolume;
    const names = { price: "P", volume: "V", mix: "M", new: "N", lost: "L", other: "O" };
    expect(ofPrices(found("10", "12"), prices, names, words).map((step) => step.name)).toEqual(["before", "P", "V", "after"]);
  });

  test("without an earlier figure there is nothing to draw", () => {
    expect(ofBreakdown({ ...found("1", "2"), before: null }, breakdown(["1"], "0"), words)).toEqual([]);
  });
});
