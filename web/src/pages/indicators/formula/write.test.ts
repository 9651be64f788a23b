/** Blocks written as text: the same text that the server writes, for every shipped formula, in both languages. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Block, BlockItem, BuildingBlocks } from "@/api/types";
import { wordsOf } from "./words";
import { writeBlock, writeFormula } from "./write";

interface Cases {
  words: BuildingBlocks;
  formulas: Record<string, { text: string; blocks: BlockItem[] }>;
}

const FILE = join(import.meta.dirname, "../../../../../tests/cases/formula_blocks.json");
const cases = JSON.parse(readFileSync(FILE, "utf8")) as Record<"zh-CN" | "en", Cases>;
const block = (rest: Partial<Block>): Block => ({ kind: "number", window: null, compare: null, ...rest });
const number = (value: string) => block({ value });

describe.each(["zh-CN", "en"] as const)("in %s", (language) => {
  const { words: given, formulas } = cases[language];
  const words = wordsOf(given, language);

  test("every shipped formula comes back as the server writes it", () => {
    const others = Object.values(formulas)
      .map((one) => [writeFormula(one.blocks, words), one.text])
      .filter(([written, text]) => written !== text);
    expect(others).toEqual([]);
    expect(Object.keys(formulas).length).toBeGreaterThanOrEqual(60);
  });

  test("brackets only where a chain stands inside another", () => {
    const chain = [
      { op: "+" as const, node: number("1") },
      { op: "-" as const, node: number("2") },
    ];
    const group = block({ kind: "group", items: chain });
    expect(writeFormula([{ op: "+", node: group }, { op: "/", node: number("3") }], words)).toBe("(1 - 2) / 3");
    expect(writeBlock(block({ kind: "group", items: chain.slice(0, 1) }), words)).toBe("1");
    const ytd = writeBlock({ ...group, window: { kind: "YTD", n: null } }, words);
    expect(ytd).toBe(`${words.functionName("YTD")}(1 - 2)`);
  });

  test("conditions that are not filled in yet do not count", () => {
    const measure = block({
      kind: "measure",
      function: "COUNT",
      fact: "sale_line",
      filters: [{ column: "sale_line.region", op: "in", values: [], other: null, text: null }],
    });
    expect(writeBlock(measure, words)).not.toContain(",");
    const quoted = { column: "sale_line.region", op: "in" as const, values: ['a"b'], other: null, text: null };
    expect(writeBlock({ ...measure, filters: [quoted] }, words)).toContain('"a""b"');
  });
});
