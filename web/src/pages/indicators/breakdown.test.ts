import { describe, expect, test } from "vitest";
import type { Values } from "@/api/types";
import { bars } from "./breakdown";
import { course, splitQuestion, tickOf, trendQuestion } from "./trend";

const answer = (rows: (string | null)[][]): Values => ({
  columns: [
    { name: "period", label: "期间", kind: "period" },
    { name: "region", label: "地区", kind: "key" },
    { name: "region_name", label: "地区", kind: "name" },
    { name: "value", label: "值", kind: "value" },
  ],
  rows,
  unit: "CNY",
  decimals: 2,
  took_ms: 1,
});

describe("breakdown", () => {
  test("largest first, empty last, lengths of the largest, shares of the sum", () => {
    const rows = bars(answer([["2026-11", "s", "华南", "100"], ["2026-11", "n", "华北", null], ["2026-11", "e", "华东", "300"]]), "400.00");
    expect(rows.map((row) => row.key)).toEqual(["e", "s", "n"]);
    expect(rows.map((row) => row.length)).toEqual([1, 1 / 3, 0]);
    expect(rows.map((row) => row.share)).toEqual([0.75, 0.25, null]);
  });

  test("no shares where a part is negative or the parts do not add up to the figure", () => {
    const rows: (string | null)[][] = [["2026-11", "a", "A", "300"], ["2026-11", null, null, "-100"]];
    expect(bars(answer(rows), "200").map((row) => row.share)).toEqual([null, null]);
    expect(bars(answer(rows), "200")[1]).toMatchObject({ key: null, length: -1 / 3 });
    const average: (string | null)[][] = [["2026-11", "a", "A", "300"], ["2026-11", "b", "B", "100"]];
    expect(bars(answer(average), "180").map((row) => row.share)).toEqual([null, null]);
    expect(bars(answer(average), null).map((row) => row.share)).toEqual([null, null]);
  });

  test("a period without rows gives none", () => {
    expect(bars(answer([]), "0")).toEqual([]);
  });
});

describe("course", () => {
  test("asks for twelve periods up to the chosen one", () => {
    expect(trendQuestion({ period: "2026-02", org: "sales" })).toEqual({
      from: "2025-03",
      to: "2026-02",
      grain: "month",
      org: "sales",
    });
    expect(splitQuestion({ period: "2026-Q1", org: null }, "region")).toMatchObject({ from: "2026-Q1", to: "2026-Q1", grain: "quarter", by: "region" });
  });

  test("reads value and target by the kind of column, wherever they stand", () => {
    const values: Values = {
      columns: [
        { name: "period", label: "", kind: "period" },
        { name: "target", label: "", kind: "target" },
        { name: "value", label: "", kind: "value" },
      ],
      rows: [["2026-10", "10", null], ["2026-11", null, "12.5"]],
      unit: "none",
      decimals: 1,
      took_ms: 1,
    };
    expect(course(values)).toEqual([
      { period: "2026-10", value: null, target: "10" },
      { period: "2026-11", value: "12.5", target: null },
    ]);
  });

  test("the axis names the year where it begins", () => {
    expect(tickOf("2025-12", true, "zh-CN")).toBe("12月\n2025");
    expect(tickOf("2026-01", false, "en")).toBe("Jan\n2026");
    expect(tickOf("2026-Q2", false, "en")).toBe("Q2");
    expect(tickOf("2026", false, "en")).toBe("2026");
  });
});
