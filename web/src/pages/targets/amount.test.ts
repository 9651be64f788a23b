import { expect, test } from "vitest";
import { editable, parseAmount, readWeights, total } from "./amount";

test.each([
  ["1234.5", "CNY", "1234.5"],
  ["1,234,567.80", "CNY", "1234567.8"],
  ["¥ 1,200", "CNY", "1200"],
  ["￥１２０．５", "CNY", "120.5"],
  ["(500)", "CNY", "-500"],
  ["（500）", "CNY", "-500"],
  ["−3", "count", "-3"],
  ["120万", "CNY", "1200000"],
  ["1.25 亿", "CNY", "125000000"],
  ["3k", "CNY", "3000"],
  ["2.5M", "CNY", "2500000"],
  ["93", "ratio", "0.93"],
  ["93.5%", "ratio", "0.935"],
  ["９３％", "ratio", "0.93"],
  ["33.3333333", "ratio", "0.333333"],
  ["0", "count", "0"],
  ["1e3", "count", "1000"],
])("%s in %s is %s", (text, unit, value) => {
  expect(parseAmount(text, unit)).toEqual({ ok: true, value });
});

test.each([["  "], [""], ["—"], ["-"]])("%j is no amount", (text) => {
  expect(parseAmount(text, "CNY")).toEqual({ ok: true, value: null });
});

test.each([["abc"], ["1,23"], ["1.2.3"], ["12元钱"], ["--5"], ["12%"], ["9".repeat(30)], ["=SUM(A1)"]])(
  "%s is wrong in money",
  (text) => {
    expect(parseAmount(text, "CNY")).toEqual({ ok: false });
  },
);

test("what is edited comes back the same", () => {
  for (const [value, unit] of [["0.935", "ratio"], ["1200000.01", "CNY"], ["-3", "count"]] as const) {
    expect(parseAmount(editable(value, unit), unit)).toEqual({ ok: true, value });
  }
  expect(editable(null, "CNY")).toBe("");
  expect(editable("100000.000000", "CNY")).toBe("100000");
});

test("sums are exact", () => {
  expect(total(["0.1", "0.2", null])).toBe("0.3");
  expect(total([null, undefined])).toBeNull();
});

test("a seasonal profile is as many weights as there are months", () => {
  expect(readWeights("1 2，3", 3)).toEqual(["1", "2", "3"]);
  expect(readWeights("0.5、0.25;0.25", 3)).toEqual(["0.5", "0.25", "0.25"]);
  for (const wrong of ["1 2", "1 2 3 4", "1 x 3", "0 0 0", "1 -2 3"]) expect(readWeights(wrong, 3)).toBeNull();
});
