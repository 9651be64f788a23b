import { expect, test } from "vitest";
import { agreed, blocks } from "./cascade";
import type { Cascaded } from "./types";

const holder = (key: string) => ({ kind: "unit" as const, key, name: key, org: key, org_name: key });
const cell = (parent: number, key: string, period: string, amount: string, share: string | null = "0.5") => ({
  parent, indicator: "sales", name: "S", holder: holder(key), period, amount, share, before: null,
});
const check = (parent: number, period: string, expected: string, sum: string, difference: string) => ({ parent, period, expected, sum, difference });
const answer: Cascaded = {
  cells: [cell(1, "N", "2026-01", "60", "0.6"), cell(1, "S", "2026-01", "40", "0.4"), cell(2, "N", "2026-02", "30", "0.3"), cell(2, "S", "2026-02", "40", "0.4")],
  checks: [check(1, "2026-01", "100", "100", "0"), check(2, "2026-02", "100", "70", "-30.00")],
  touched: [],
  written: 0,
};

test("takers down, periods across", () => {
  const [block] = blocks(answer);
  expect(block?.periods).toEqual(["2026-01", "2026-02"]);
  expect(block?.takers.map((one) => [one.holder.name, one.share, one.cells.get("2026-02")?.amount])).toEqual([["N", null, "30"], ["S", "0.4", "40"]]);
  expect(block?.checks.get("2026-02")).toEqual({ expected: "100", sum: "70", difference: "-30" });
});

test("what does not add up is counted", () => expect(agreed(answer.checks)).toEqual({ count: 2, even: 1 }));

test("parents of several units in one period are added", () => {
  const two = { ...answer, checks: [check(1, "2026-01", "100", "100", "0"), check(2, "2026-01", "0.1", "0.2", "0.1")] };
  expect(blocks(two)[0]?.checks.get("2026-01")).toEqual({ expected: "100.1", sum: "100.2", difference: "0.1" });
});
