import { describe, expect, test } from "vitest";
import { parseTable, place, writeTable } from "./paste";

const at = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });

describe("reading", () => {
  test("a range of a spreadsheet, with its last line break", () => {
    expect(parseTable("1\t2\r\n3\t4\r\n")).toEqual([["1", "2"], ["3", "4"]]);
  });
  test("one cell", () => expect(parseTable("1,200")).toEqual([["1,200"]]));
  test("empty cells stay", () => expect(parseTable("1\t\t3\n\t5\t")).toEqual([["1", "", "3"], ["", "5", ""]]));
  test("quoted cells", () => {
    expect(parseTable('"a\nb"\t"say ""x"""\n1\t2\n')).toEqual([["a\nb", 'say "x"'], ["1", "2"]]);
  });
  test("what was written is read the same", () => {
    const table = [["1", 'a"b'], ["x\ty", ""]];
    expect(parseTable(writeTable(table))).toEqual(table);
  });
});

describe("placing", () => {
  test("from the upper left corner of the selection", () => {
    const { placed, lost } = place([["1", "2"], ["3", "4"]], at(1, 1), 5, 5);
    expect(placed.map((one) => [one.row, one.column, one.text])).toEqual([[1, 1, "1"], [1, 2, "2"], [2, 1, "3"], [2, 2, "4"]]);
    expect(lost).toBe(0);
  });
  test("one cell fills the selection", () => {
    const { placed } = place([["7"]], at(0, 0, 1, 2), 5, 5);
    expect(placed).toHaveLength(6);
    expect(new Set(placed.map((one) => one.text))).toEqual(new Set(["7"]));
  });
  test("a line repeats in a selection of several lines", () => {
    const { placed } = place([["1", "2"]], at(0, 0, 2, 1), 5, 5);
    expect(placed.map((one) => one.text)).toEqual(["1", "2", "1", "2", "1", "2"]);
  });
  test("what does not fit is counted, not wrapped", () => {
    const { placed, lost } = place([["1", "2", "3"]], at(4, 3), 5, 5);
    expect(placed).toHaveLength(2);
    expect(lost).toBe(1);
  });
});
