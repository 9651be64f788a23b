import { beforeEach, expect, test } from "vitest";
import { asCells, cellKey, conflicts, type Edits, keepMine, remember, remembered, type Stored, takeTheirs, typed } from "./edits";
import type { Cell, Measure, TargetRow } from "./types";

const cell = (amount: string, stamp: string, more: Partial<Cell> = {}) => ({ amount, stamp, weight: null, ...more }) as Cell;
const row = (cells: Record<string, Cell> = {}, unit = "CNY"): TargetRow =>
  ({ indicator: "sales", name: "S", unit, decimals: 2, holder: { kind: "unit", key: "1", name: "N", org: "1", org_name: "N" }, cells }) as TargetRow;
const type = (edits: Edits, on: TargetRow, period: string, text: string, measure: Measure = "amount") => typed(edits, [{ row: on, period, measure, text }]);
const none: Edits = new Map();
const storedIn = (on: TargetRow): Stored => (edit) => on.cells[edit.period];

beforeEach(() => sessionStorage.clear());

test("typing what is stored is no edit, and undoes one", () => {
  const on = row({ a: cell("100.000000", "1") });
  expect(type(none, on, "a", "100").size).toBe(0);
  const edited = type(none, on, "a", "120");
  expect([...edited.values()][0]).toMatchObject({ value: "120", stamp: "1", before: "100.000000", wrong: false });
  expect(type(edited, on, "a", "100.00").size).toBe(0);
});

test("a wrong text stays as it was typed", () => {
  const edits = type(none, row(), "a", "viel");
  expect([...edits.values()][0]).toMatchObject({ text: "viel", wrong: true });
});

test("weights lie between 0 and 100 %", () => {
  const on = row({ a: cell("1", "1") });
  expect([...type(none, on, "a", "120", "weight").values()][0]?.wrong).toBe(true);
  expect([...type(none, on, "a", "-5", "weight").values()][0]?.wrong).toBe(true);
  expect([...type(none, on, "a", "30", "weight").values()][0]).toMatchObject({ value: "0.3", wrong: false });
});

test("all numbers of a target are sent together, with the amount that is stored", () => {
  const on = row({ a: cell("100", "7") });
  const edits = type(type(none, on, "a", "30", "weight"), on, "a", "90", "threshold");
  expect(asCells(edits, storedIn(on)).cells).toEqual([
    { indicator: "sales", holder: { kind: "unit", key: "1" }, period: "a", amount: "100", stamp: "7", weight: "0.3", threshold: "90" },
  ]);
});

test("an emptied amount takes the target away; a weight alone makes none", () => {
  const on = row({ a: cell("100", "7") });
  expect(asCells(type(none, on, "a", ""), storedIn(on)).cells[0]).toMatchObject({ amount: null, stamp: "7" });
  const { cells, orphans } = asCells(type(none, on, "b", "30", "weight"), storedIn(on));
  expect([cells.length, orphans.length]).toEqual([0, 1]);
});

test("the stamp is that of the first edit, also after the grid was read again", () => {
  const edits = type(none, row({ a: cell("100", "1") }), "a", "120");
  const later = row({ a: cell("110", "2") });
  const again = type(edits, later, "a", "130");
  expect([...again.values()][0]).toMatchObject({ stamp: "1", before: "100", value: "130" });
  expect(conflicts(again, storedIn(later))).toMatchObject([{ theirs: "110", edit: { value: "130" } }]);
});

test("two people on one target: mine on top, or theirs; other edits stay", () => {
  const edits = type(type(none, row({ a: cell("100", "1"), b: cell("5", "9") }), "a", "120"), row({ b: cell("5", "9") }), "b", "6");
  const later = row({ a: cell("110", "2"), b: cell("5", "9") });
  expect([...keepMine(edits, storedIn(later)).values()].map((one) => one.stamp)).toEqual(["2", "9"]);
  expect([...takeTheirs(edits, storedIn(later)).values()].map((one) => one.period)).toEqual(["b"]);
  // somebody else set the same number: nothing is left to save
  expect(keepMine(type(none, row({ a: cell("100", "1") }), "a", "110"), storedIn(later)).size).toBe(0);
});

test("a deleted target is a conflict, and mine makes it anew", () => {
  const edits = type(none, row({ a: cell("100", "1") }), "a", "120");
  const gone = row({});
  expect(conflicts(edits, storedIn(gone))).toMatchObject([{ theirs: null }]);
  expect(asCells(keepMine(edits, storedIn(gone)), storedIn(gone)).cells[0]).toMatchObject({ amount: "120", stamp: null });
});

test("unsaved edits outlive a reload, for the same person alone", () => {
  const edits = type(none, row(), "a", "120");
  remember(7, edits);
  expect(remembered(7)).toEqual(edits);
  expect(remembered(8).size).toBe(0);
  remember(7, none);
  expect(remembered(7).size).toBe(0);
  sessionStorage.setItem("baton.targets.edits", "{broken");
  expect(remembered(7).size).toBe(0);
});

test("keys tell targets apart", () => {
  expect(cellKey("a", { kind: "unit", key: "1" }, "2026-01")).not.toBe(cellKey("a", { kind: "person", key: "1" }, "2026-01"));
});
