import { describe, expect, test } from "vitest";
import type { Odd } from "@/api/gen";
import { causesOf, chosen } from "./odd";

const row = (given: Partial<Odd>) => ({ code: "otif", kind: "member", since: "2026-07", worse: true, ...given }) as Odd;

describe("what is odd", () => {
  test("each finding leads to its causes in the period that shows them", () => {
    expect(causesOf(row({ kind: "shift" }), "2026-11", "7")).toBe("/indicators/otif/causes?period=2026-11&org=7&against=shift");
    expect(causesOf(row({ kind: "spike" }), "2026-11", null)).toBe("/indicators/otif/causes?period=2026-07");
    expect(causesOf(row({}), "2026-11", null)).toBe("/indicators/otif/causes?period=2026-11");
  });

  test("what got better is left out unless all is asked for; the order stays", () => {
    const rows = [row({ code: "a" }), row({ code: "b", worse: false }), row({ code: "c", worse: null })];
    expect(chosen(rows, "worse").map((one) => one.code)).toEqual(["a", "c"]);
    expect(chosen(rows, "all").map((one) => one.code)).toEqual(["a", "b", "c"]);
  });
});
