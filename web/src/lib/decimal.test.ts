import { describe, expect, test } from "vitest";
import { compareDecimal, forDrawing, groupDigits, isDecimal, roundDecimal, shiftDecimal } from "./decimal";

describe("decimal strings", () => {
  test("keep digits that a float would lose", () => {
    expect(roundDecimal("9007199254740993.10", 2)).toBe("9007199254740993.10");
    expect(shiftDecimal("9007199254740993", -4)).toBe("900719925474.0993");
  });
  test.each([
    ["2.675", 2, "2.68"], // as a float it would be 2.67
    ["1.005", 2, "1.01"],
    ["-1.005", 2, "-1.01"],
    ["-0.004", 2, "0.00"],
    ["0.5", 0, "1"],
    ["12", 2, "12.00"],
    [".5", 1, "0.5"],
    ["1.5E+3", 0, "1500"],
    ["1E-3", 4, "0.0010"],
  ])("%s to %i places is %s", (value, places, expected) => {
    expect(roundDecimal(value, places)).toBe(expected);
  });
  test("shifting is exact both ways", () => {
    expect(shiftDecimal("0.1234", 2)).toBe("12.34");
    expect(shiftDecimal("12.5", 3)).toBe("12500");
    expect(shiftDecimal("-5", -3)).toBe("-0.005");
  });
  test("order", () => {
    expect(compareDecimal("0.10", "0.1")).toBe(0);
    expect(compareDecimal("-2", "1")).toBe(-1);
    expect(compareDecimal("10", "9.999999999999999999")).toBe(1);
  });
  test("thousands", () => {
    expect(groupDigits("-1234567.891")).toBe("-1,234,567.891");
    expect(groupDigits("999")).toBe("999");
  });
  test("what is no number is none", () => {
    for (const text of ["", "-", ".", "abc", "1,000", "NaN", "1.2.3"]) expect(isDecimal(text)).toBe(false);
    expect(forDrawing("x")).toBeNull();
    expect(forDrawing(null)).toBeNull();
    expect(forDrawing("0")).toBe(0);
  });
});
