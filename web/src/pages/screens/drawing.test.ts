import { describe, expect, test } from "vitest";
import china from "@/widgets/china-map/china.json";
import { arc, FULL, gaugeOf } from "./gauge";
import { fresh } from "./news";
import { PALETTES } from "./palette";
import { unitOf } from "./unit";
import { side } from "./sankeyOption";
import { tick, trendOption } from "./trendOption";

describe("the map", () => {
  test("shows all of China: 34 provinces with Taiwan, Hong Kong, Macao and Hainan", () => {
    const codes = china.features.map(({ id }) => id);
    expect(new Set(codes).size).toBe(34);
    for (const code of ["710000", "810000", "820000", "460000", "540000", "650000"]) expect(codes).toContain(code);
  });

  test("has the names by which the drawing library adds the islands of both seas", () => {
    expect(china.features.find(({ id }) => id === "710000")?.properties.name).toBe("台湾");
  });
});

describe("the dial", () => {
  test("shows how much of the target is reached, to 120 %", () => {
    expect(gaugeOf("CNY", 90, 100, 0.9)).toEqual({ kind: "achievement", share: 0.9 / FULL, mark: 1 / FULL });
    expect(gaugeOf("CNY", 500, 100, 5).share).toBe(1);
    expect(gaugeOf("CNY", -10, 100, -0.1).share).toBe(0);
  });

  test("shows a rate itself with the target as a mark; small rates on a small dial", () => {
    expect(gaugeOf("ratio", 0.86, 0.93, 0.92)).toEqual({ kind: "rate", share: 0.86, mark: 0.93 });
    expect(gaugeOf("ratio", 0.014, 0.02, 1)).toEqual({ kind: "rate", share: 0.35, mark: 0.5 });
    expect(gaugeOf("pcs", 7, null, null)).toEqual({ kind: "rate", share: 0, mark: null });
  });

  test("is an arc from lower left over the top to lower right", () => {
    expect(arc(0, 1)).toBe("M27.25 134.00A84 84 0 1 1 172.75 134.00");
    expect(arc(0, 0.5)).toContain("A84 84 0 0 1 100.00 8.00");
  });
});

test("what is news came since the last look; nothing is on the first", () => {
  expect([...fresh(null, ["a"])]).toEqual([]);
  expect([...fresh(["a"], ["b", "a"])]).toEqual(["b"]);
});

test("a unit grows with the picture and is made for one column on a phone", () => {
  expect(unitOf(1920, 1080)).toBe(1);
  expect(unitOf(3840, 2160)).toBe(2);
  expect(unitOf(1920, 900)).toBeCloseTo(900 / 1080);
  expect(unitOf(390, 844)).toBeCloseTo(390 / 640);
});

test("ticks are short: months by number, January by its year", () => {
  expect(["2026-11", "2026-01", "2026-11-24", "2026-W48", "2026-Q4", "2026"].map(tick)).toEqual(["11", "2026", "11-24", "W48", "Q4", "2026"]);
});

test("a course draws bars for one amount, lines for several, and the target of the first", () => {
  const points = [{ period: "2026-10", value: "1", target: "2" }, { period: "2026-11", value: null, target: "2" }];
  const one = trendOption([{ name: "A", unit: "CNY", points }], PALETTES.dark, 1, "en", "Target");
  expect(one.series.map((series) => series.type)).toEqual(["bar", "line"]);
  const two = trendOption([{ name: "A", unit: "CNY", points }, { name: "B", unit: "ratio", points }], PALETTES.dark, 1, "en", "Target");
  expect(two.series.map((series) => series.type)).toEqual(["line", "line", "line"]);
  expect(two.yAxis).toHaveLength(2);
});

test("the sides of a flow are summed exactly, largest first, the rest last", () => {
  const link = (source: string, value: string) => ({ source, source_name: source, target: "t", target_name: "T", value });
  const nodes = side([link("", "900"), link("a", "0.1"), link("a", "0.2"), link("b", "5")], "source", "Rest");
  expect(nodes).toEqual([
    { id: "source:b", name: "b", total: "5" },
    { id: "source:a", name: "a", total: "0.3" },
    { id: "source:", name: "Rest", total: "900" },
  ]);
});
