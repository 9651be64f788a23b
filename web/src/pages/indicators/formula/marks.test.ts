import { describe, expect, test } from "vitest";
import { accepted, asksForMore, segments } from "./marks";

const finding = (from: number, to: number) => ({ position: [from, to], cause: "", remedy: "" });

describe("marks", () => {
  test("the text is cut where a finding begins and ends", () => {
    expect(segments("a + bad", [finding(4, 7)])).toEqual([
      { text: "a + ", finding: null },
      { text: "bad", finding: 0 },
    ]);
  });

  test("a finding behind the text marks its last character", () => {
    expect(segments("1 +", [finding(3, 3)]).at(-1)).toEqual({ text: "+", finding: 0 });
    expect(segments("", [finding(0, 0)])).toEqual([]);
  });

  test("nothing of the text is lost", () => {
    const text = "SUM(x.y) / 0";
    const cut = segments(text, [finding(0, 8), finding(4, 7), finding(11, 40)]);
    expect(cut.map((one) => one.text).join("")).toBe(text);
  });
});

describe("suggestions", () => {
  test("come while something is being written", () => {
    const asking = (text: string) => asksForMore(text);
    expect(["", "SUM(x)", "1 + ", "[gr", "sale_line.", "f(a, ", "x = "].map(asking)).toEqual([false, false, true, true, true, true, true]);
  });

  test("take the place of what was typed", () => {
    expect(accepted("1 + su", [4, 6], "SUM(")).toEqual(["1 + SUM()", 8]);
    expect(accepted("[gro] + 1", [0, 4], "[gross_margin]")).toEqual(["[gross_margin] + 1", 14]);
    expect(accepted("sale_line.am)", [10, 12], "amount")).toEqual(["sale_line.amount)", 16]);
  });
});
