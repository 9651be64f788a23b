import { expect, test } from "vitest";
import { type CascadeForm, orderOf, usableRows } from "./cascadeForm";
import type { TargetRow } from "./types";

const form: CascadeForm = { holder: null, indicators: [], periods: [], method: null, basis: "share", to: "units", takers: [], buffer: "5", other: null, factor: "1", reason: "" };
const row = (indicator: string, adds: boolean, ids: Record<string, number>) =>
  ({ indicator, adds_org: adds, cells: Object.fromEntries(Object.entries(ids).map(([period, id]) => [period, { id }])) }) as unknown as TargetRow;
const rows = [row("sales", true, { "2026-01": 1, "2026-02": 2 }), row("rate", false, { "2026-01": 3 })];
const taker = (key: string, text: string) => ({ kind: "unit" as const, key, name: key, text });

test("ratios are left out of a split", () => {
  const found = usableRows(rows, form);
  expect([found.method, found.parents, found.left.map((one) => one.indicator)]).toEqual(["split", [1, 2], ["rate"]]);
});

test("ratios alone are copied", () => {
  expect(usableRows(rows, { ...form, indicators: ["rate"] })).toMatchObject({ method: "copy", parents: [3], left: [] });
});

test("only the periods asked for", () => expect(usableRows(rows, { ...form, periods: ["2026-02"] }).parents).toEqual([2]));

test("the buffer is typed in per cent", () => {
  expect(orderOf(form, "split", [1])).toEqual({ method: "split", parents: [1], basis: "share", buffer: "0.05", to: "units" });
  expect(orderOf({ ...form, buffer: "x" }, "split", [1])).toBeNull();
});

test("nothing without parents, without a contributing indicator, without takers", () => {
  expect(orderOf(form, "split", [])).toBeNull();
  expect(orderOf(form, "contribute", [1])).toBeNull();
  expect(orderOf({ ...form, to: "chosen" }, "copy", [1])).toBeNull();
  expect(orderOf({ ...form, basis: "manual" }, "split", [1])).toBeNull();
});

test("by hand each gets an amount; shares are for all or for none", () => {
  const chosen = { ...form, to: "chosen" as const };
  expect(orderOf({ ...chosen, basis: "manual", takers: [taker("1", "60万"), taker("2", "1,000")] }, "split", [1])?.to).toEqual([
    { kind: "unit", key: "1", amount: "600000" }, { kind: "unit", key: "2", amount: "1000" },
  ]);
  expect(orderOf({ ...chosen, basis: "manual", takers: [taker("1", "60"), taker("2", "")] }, "split", [1])).toBeNull();
  expect(orderOf({ ...chosen, takers: [taker("1", "60"), taker("2", "40")] }, "split", [1])?.to).toMatchObject([{ share: "0.6" }, { share: "0.4" }]);
  expect(orderOf({ ...chosen, takers: [taker("1", "60"), taker("2", "")] }, "split", [1])).toBeNull();
  expect(orderOf({ ...chosen, takers: [taker("1", ""), taker("2", "")] }, "share", [1])?.to).toEqual([{ kind: "unit", key: "1" }, { kind: "unit", key: "2" }]);
});
