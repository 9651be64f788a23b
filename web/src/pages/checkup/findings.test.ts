import { expect, it } from "vitest";
import type { CheckupFinding } from "@/api/gen";
import { chosen, subjects, toneOf } from "./findings";

const finding = (test: CheckupFinding["test"], severity: CheckupFinding["severity"], key: string): CheckupFinding => ({
  test,
  severity,
  subject: { kind: "indicator", key, name: `name ${key}` },
  text: "",
  remedy: "",
  open: `/indicators/${key}`,
});
const all = [finding("stable", "hint", "a"), finding("complete", "serious", "b"), finding("complete", "hint", "b")];
const any = { test: null, severity: null, subject: null };

it("filters hold together", () => {
  expect(chosen(all, any)).toHaveLength(3);
  expect(chosen(all, { ...any, test: "complete" })).toHaveLength(2);
  expect(chosen(all, { ...any, test: "complete", severity: "hint" })).toEqual([all[2]]);
  expect(chosen(all, { ...any, subject: "indicator:a" })).toEqual([all[0]]);
});

it("what has most findings stands first", () => {
  expect(subjects(all).map((one) => [one.value, one.count])).toEqual([["indicator:b", 2], ["indicator:a", 1]]);
});

it("scores have lights", () => {
  expect([90, 85, 70, 60, 10].map(toneOf)).toEqual(["green", "green", "amber", "amber", "red"]);
});
