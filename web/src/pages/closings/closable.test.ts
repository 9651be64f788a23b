import { expect, test } from "vitest";
import { closable, mayClose, pendingByIndicator, placeOf, shown } from "./closable";
import type { PublishedValue } from "./queries";

const value = (indicator: string, more: Partial<PublishedValue> = {}) =>
  ({ indicator, name: indicator.toUpperCase(), org: null, person: null, difference: null, is_restated: false, ...more }) as PublishedValue;

test("what is over and open can be closed", () => {
  const periods = [{ label: "2026-11", end: "2026-11-30" }, { label: "2026-10", end: "2026-10-31" }, { label: "2026-09", end: "2026-09-30" }];
  expect(closable(periods, [{ period: "2026-09" }], "2026-11-24").map((one) => one.label)).toEqual(["2026-10"]);
  // on the last day itself the period is not over
  expect(closable(periods, [], "2026-10-31").map((one) => one.label)).toEqual(["2026-09"]);
});

test("places are told apart", () => {
  expect([value("a"), value("a", { org: "1" }), value("a", { org: "1", person: "2" })].map(placeOf)).toEqual(["company", "unit|1", "person|2"]);
});

test("values are narrowed", () => {
  const rows = [value("sales", { difference: "5" }), value("cost", { org: "1", is_restated: true }), value("rate", { org: "1" })];
  const codes = (narrowing: Parameters<typeof shown>[1]) => shown(rows, narrowing).map((one) => one.indicator);
  expect(codes({ only: "pending", place: "", text: "" })).toEqual(["sales"]);
  expect(codes({ only: "restated", place: "", text: "" })).toEqual(["cost"]);
  expect(codes({ only: "all", place: "unit|1", text: "ra" })).toEqual(["rate"]);
});

test("what is pending is by indicator, the company first", () => {
  const rows = [value("s", { org: "1", person: "2", difference: "1" }), value("s", { org: "1", difference: "2" }), value("s", { difference: "3" }), value("t")];
  expect(pendingByIndicator(rows).map((one) => [one.code, one.rows.map((row) => row.difference)])).toEqual([["s", ["3", "2", "1"]]]);
});

test("few roles close", () => expect([mayClose(["sales"]), mayClose(["sales", "finance"])]).toEqual([false, true]));
