import { describe, expect, test } from "vitest";
import { lengths } from "./lengths";

describe("bars of a ranking", () => {
  test("the longest is whole, below zero there is no bar, the middle stands among them", () => {
    expect(lengths(["200", "50", "-10"], "50")).toEqual({ bars: [1, 0.25, 0], middle: 0.25 });
  });

  test("nothing to draw draws nothing", () => {
    expect(lengths([], null)).toEqual({ bars: [], middle: null });
    expect(lengths(["0", "0"], "0")).toEqual({ bars: [0, 0], middle: null });
  });
});
