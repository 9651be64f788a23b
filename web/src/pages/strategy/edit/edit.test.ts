import { describe, expect, test } from "vitest";
import { changes, clashes, same, wire } from "./merge";
import { balance, fractionOf, percentOf, toHundred } from "./weights";

describe("two people on one thing", () => {
  const base = { name: "A", owner: { id: 1, name: "Wang" }, description: null };

  test("what one did not touch does not collide", () => {
    const mine = changes(base, { name: "B", owner: { id: 1, name: "Wang" }, description: "" });
    expect(mine).toEqual({ name: "B" });
    expect(clashes(base, mine, { ...base, owner: { id: 2, name: "Li" } })).toEqual([]);
  });

  test("the same field in two ways collides, in the same way does not", () => {
    expect(clashes(base, { name: "B" }, { ...base, name: "C" })).toEqual([{ field: "name", mine: "B", theirs: "C" }]);
    expect(clashes(base, { name: "B" }, { ...base, name: "B" })).toEqual([]);
  });

  test("numbers count by their size, relations by their number", () => {
    expect(same("0.50", "0.5000")).toBe(true);
    expect(same({ id: 3, name: "x" }, { id: 3, name: "y" })).toBe(true);
    expect(wire({ owner: { id: 3, name: "x" }, description: "" })).toEqual({ owner: 3, description: null });
  });
});

describe("weights", () => {
  test("are shown in per cent and kept as fractions, exactly", () => {
    expect(percentOf("0.3500")).toBe("35");
    expect(percentOf("0.3333")).toBe("33.33");
    expect(percentOf("1")).toBe("100");
    expect(fractionOf("12.5")).toBe("0.125");
    expect(fractionOf(null)).toBeNull();
  });

  test("too much, too little, or nothing at all", () => {
    expect(balance(["60", "50"])).toEqual({ sum: "110", state: "over", off: "10" });
    expect(balance(["60", null])).toEqual({ sum: "60", state: "short", off: "40" });
    expect(balance(["33.3", "66.7"]).state).toBe("exact");
    expect(balance([null, null]).state).toBe("none");
  });

  test("brought to 100 they keep their proportions", () => {
    expect(toHundred(["60", "60"])).toEqual(["50", "50"]);
    expect(toHundred(["1", "1", "1"])).toEqual(["34", "33", "33"]);
    expect(toHundred([null, null, null])).toEqual(["34", "33", "33"]);
    expect(toHundred(["90", "30"])).toEqual(["75", "25"]);
  });
});
