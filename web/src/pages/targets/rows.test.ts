import { describe, expect, test } from "vitest";
import { counted, fits, grouped, orderOf, weightFault, weightSum, weightSums } from "./rows";
import type { Cell, HolderOption, TargetRow } from "./types";

const option = (kind: HolderOption["kind"], key: string, level: number): HolderOption => ({
  kind, key, name: key, org: key, org_name: key, level, writable: true, agreeable: false, own: false,
});
const cell = (more: Partial<Cell> = {}): Cell => ({
  id: 1, stamp: "1", amount: "10", threshold: null, stretch: null, baseline: null, weight: null, profile: null, state: "draft",
  parent: null, method: null, share: null, buffer: null, note: null, proposed_by: null, proposed_at: null, agreed_by: null,
  agreed_at: null, children: 0, children_sum: null, difference: null, ...more,
});
const row = (indicator: string, kind: HolderOption["kind"], key: string, cells: Record<string, Cell> = {}): TargetRow => ({
  indicator, name: indicator, unit: "CNY", decimals: 2, direction: "higher", adds_time: true, adds_org: true,
  holder: { kind, key, name: key, org: key, org_name: key }, writable: true, agreeable: false, cells,
});
const order = orderOf([option("unit", "C", 0), option("unit", "S", 1), option("person", "a", 2)], [{ code: "sales" }, { code: "cost" }]);
const rows = [row("cost", "unit", "S"), row("sales", "person", "a"), row("sales", "unit", "C"), row("sales", "unit", "S")];

describe("grouping", () => {
  test("by holder, in the order of the tree and of the library", () => {
    const { lines } = grouped(rows, "holder", order);
    expect(lines.map((line) => line.key)).toEqual(["unit|C", "sales|unit|C", "unit|S", "sales|unit|S", "cost|unit|S", "person|a", "sales|person|a"]);
    expect(lines.filter((line) => line.kind === "row").map((line) => line.index)).toEqual([0, 1, 2, 3]);
  });
  test("by indicator, with the depth in the tree", () => {
    const { lines } = grouped(rows, "indicator", order);
    expect(lines.map((line) => (line.kind === "row" ? line.level : line.key))).toEqual(["sales", 0, 1, 2, "cost", 0]);
  });
  test("a holder that is no longer in the tree comes last", () => {
    const { groups } = grouped([row("sales", "unit", "gone"), ...rows], "holder", order);
    expect(groups.at(-1)?.key).toBe("unit|gone");
  });
});

describe("weights", () => {
  const weighed = (...weights: (string | null)[]) => weights.map((weight, i) => row(`i${i}`, "unit", "C", { "2026-01": cell({ weight }) }));
  const stored = (one: TargetRow, period: string) => one.cells[period]?.weight ?? null;
  test("add up exactly", () => {
    expect(weightSum(weighed("0.1", "0.2", "0.7"), "2026-01", stored)).toBe("1");
    expect(weightFault("1")).toBeNull();
    expect(weightFault("1.0000")).toBeNull();
  });
  test("under and over 100 %", () => {
    expect(weightFault(weightSum(weighed("0.4", "0.5"), "2026-01", stored))).toBe("under");
    expect(weightFault(weightSum(weighed("0.6", "0.5", null), "2026-01", stored))).toBe("over");
  });
  test("nothing to say without weights", () => {
    expect(weightFault(weightSum(weighed(null, null), "2026-01", stored))).toBeNull();
    expect(weightSums(weighed("0.5", "0.4"), ["2026-01", "2026-02"], stored)).toEqual(["0.9"]);
  });
});

test("states and differences are counted and filtered", () => {
  const mixed = row("sales", "unit", "C", { a: cell({ state: "agreed" }), b: cell({ state: "proposed", difference: "-0.01" }), c: cell({ difference: "0" }) });
  expect(counted([mixed])).toEqual({ all: 3, draft: 1, proposed: 1, agreed: 1, returned: 0, uneven: 1 });
  expect([fits(mixed, "uneven"), fits(mixed, "returned"), fits(mixed, "all")]).toEqual([true, false, true]);
});
