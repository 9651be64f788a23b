import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { BlockItem, BuildingBlocks } from "@/api/types";
import { groupBlock, indicatorBlock, joined, measureBlock, newFilter, numberBlock, replaced, unfolded } from "./make";
import { commonColumns, commonFilters, measuresOf, opaque, withCommon } from "./scope";
import { wordsOf } from "./words";
import { writeFormula } from "./write";

const FILE = join(import.meta.dirname, "../../../../../tests/cases/formula_blocks.json");
const { words: given } = (JSON.parse(readFileSync(FILE, "utf8")) as { en: { words: BuildingBlocks } }).en;
const words = wordsOf(given, "en");
const measure = (fact: string, name: string | null) => measureBlock(words.fact(fact)!, name);
const margin: BlockItem[] = [
  { op: "+", node: measure("invoice_line", "amount") },
  { op: "-", node: measure("invoice_line", "cost") },
];

describe("conditions of the whole formula", () => {
  test("one condition is put on every figure, and told once", () => {
    const own = { ...newFilter("invoice_line.brand_kind", "in"), values: ["own"] };
    const narrowed = withCommon(margin, null, own, words);
    expect(writeFormula(narrowed, words)).toBe(
      'SUM(invoice_line.amount, invoice_line.brand_kind = "own") - SUM(invoice_line.cost, invoice_line.brand_kind = "own")',
    );
    expect(commonFilters(narrowed)).toEqual([own]);
    expect(withCommon(narrowed, own, null, words)).toEqual(margin);
    const oem = { ...own, values: ["oem"] };
    expect(commonFilters(withCommon(narrowed, own, oem, words))).toEqual([oem]);
  });

  test("figures of several facts are narrowed by the column each of them has", () => {
    const mixed = [...margin, { op: "/" as const, node: groupBlock([{ op: "+", node: measure("sale_line", "amount") }]) }];
    expect(measuresOf(mixed)).toHaveLength(3);
    const region = { ...newFilter("invoice_line.region", "in"), values: ["East"] };
    expect(writeFormula(withCommon(mixed, null, region, words), words)).toContain('sale_line.region = "East"');
    const names = commonColumns(mixed, words).map(([path]) => path);
    expect(names).toContain("invoice_line.region");
    expect(names).not.toContain("invoice_line.account");
  });

  test("a formula of indicators has to be taken apart first", () => {
    const items: BlockItem[] = [{ op: "+", node: indicatorBlock("gross_margin") }];
    expect(opaque(items)).toBe(true);
    const apart = unfolded(items, 0, margin);
    expect(apart).toEqual(margin);
    expect(opaque(apart)).toBe(false);
  });
});

describe("chains", () => {
  test("the whole can be divided", () => {
    const ratio = joined(margin, "/", measure("invoice_line", "amount"), true);
    expect(writeFormula(ratio, words)).toBe(
      "(SUM(invoice_line.amount) - SUM(invoice_line.cost)) / SUM(invoice_line.amount)",
    );
  });

  test("a part among others is taken apart in brackets", () => {
    const items = joined([{ op: "+", node: numberBlock("1") }], "-", indicatorBlock("gross_margin"), false);
    expect(writeFormula(unfolded(items, 1, margin), words)).toBe("1 - (SUM(invoice_line.amount) - SUM(invoice_line.cost))");
  });

  test("what comes to stand first is joined to nothing", () => {
    const items = joined([{ op: "+", node: numberBlock("1") }], "/", numberBlock("2"), false);
    expect(replaced(items, 0, null)).toEqual([{ op: "+", node: numberBlock("2") }]);
  });

  test("what never adds is averaged, rows are counted", () => {
    expect(measure("sale_line", "unit_price").function).toBe("AVG");
    expect(writeFormula([{ op: "+", node: measure("sale_line", null) }], words)).toBe("COUNT(sale_line)");
  });
});
