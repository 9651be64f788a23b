import { expect, test } from "vitest";
import { formOf, FRESH, writeOf } from "./rule";
import type { AlertRule } from "./types";

const RULE: AlertRule = {
  id: 1,
  stamp: "3",
  name: "Margin",
  owner: { id: 2, name: "A" },
  mine: true,
  indicator: "gross_margin_rate",
  indicator_name: "Gross margin",
  perspective: null,
  org: "8",
  person: null,
  place: "Sales",
  grain: "week",
  kind: "target",
  lights: [],
  threshold: "0.85",
  days: null,
  recipients: [
    { kind: "me", key: "", name: "" },
    { kind: "person", key: "12", name: "B" },
    { kind: "role", key: "finance", name: "Finance" },
  ],
  channels: [4],
  quiet_from: null,
  quiet_to: null,
  remind_days: 3,
  active: false,
  last: { at: null, looked: 0, found: 0, problem: null, standing: 0 },
};

test("a rule that is opened and saved without a change stays as it was", () => {
  expect(writeOf(formOf(RULE), RULE.person)).toEqual({
    name: "Margin",
    kind: "target",
    indicator: "gross_margin_rate",
    perspective: null,
    org: "8",
    person: null,
    grain: "week",
    lights: [],
    threshold: "0.85",
    days: null,
    recipients: [
      { kind: "me", key: "" },
      { kind: "person", key: "12" },
      { kind: "role", key: "finance" },
    ],
    channels: [4],
    quiet_from: null,
    quiet_to: null,
    remind_days: 3,
    active: false,
  });
});

test("only what the condition needs is sent", () => {
  const light = writeOf({ ...FRESH, indicator: "x", perspective: "finance" }, null);
  expect([light.lights, light.threshold, light.days, light.perspective]).toEqual([["red"], null, null, null]);
  const silent = writeOf({ ...FRESH, kind: "no_data", about: "perspective", indicator: "x", perspective: "finance" }, null);
  expect([silent.lights, silent.days, silent.indicator, silent.perspective]).toEqual([[], 7, null, "finance"]);
});

test("a person's rule keeps its person and has no unit", () => {
  const own = writeOf({ ...FRESH, indicator: "x", org: "8" }, "12");
  expect([own.person, own.org]).toEqual(["12", null]);
});
