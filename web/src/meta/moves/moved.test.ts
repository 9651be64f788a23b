import { describe, expect, test } from "vitest";
import type { MovedIndicator, MovedPeriod } from "@/api/gen";
import { firstShown, isGood, movedWay } from "./moved";

const month = (effect: string | null): MovedPeriod => ({
  period: "2026-11",
  value: "10",
  without: "8",
  own: null,
  effect,
  share: null,
  target: null,
  achievement: null,
});
const kpi = (code: string, effect: string | null, direction: MovedIndicator["direction"] = "higher"): MovedIndicator => ({
  code,
  name: code,
  unit: "CNY",
  decimals: 0,
  direction,
  shape: "sum",
  periods: [month(effect)],
});

describe("what a document moves", () => {
  test("up, down, not at all, or not to be told", () => {
    expect(["2", "-0.001", "0", "0.000000", null].map((effect) => movedWay(month(effect)))).toEqual(["up", "down", "same", "same", "unknown"]);
  });

  test("good is the way the KPI wants; a KPI with a target value wants neither", () => {
    const good = (effect: string, direction: MovedIndicator["direction"]) => isGood(kpi("a", effect, direction), month(effect));
    expect([good("2", "higher"), good("2", "lower"), good("-2", "lower"), good("2", "target"), good("0", "higher")]).toEqual([
      true,
      false,
      true,
      null,
      null,
    ]);
  });

  test("those that move come before those that only count, in the server's order", () => {
    const found = [kpi("still", "0"), kpi("first", "5"), kpi("second", "1")];
    expect(firstShown(found, 2).map((one) => one.code)).toEqual(["first", "second"]);
    expect(firstShown(found, 9).map((one) => one.code)).toEqual(["first", "second", "still"]);
  });
});
