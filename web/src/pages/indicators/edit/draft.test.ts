import { describe, expect, test } from "vitest";
import type { Version } from "@/api/types";
import { bodyOf, codeFor, draftOf, emptyDraft, merged, missing } from "./draft";

const version: Version = {
  number: 2, effective_from: "2026-11-01", author: "A", made_at: null, reason: "r", retired: false, in_force: true, changes: [],
  zh: "毛利率", en: "Gross margin rate", formula: "[gross_margin] / [sales_invoiced]", unit: "ratio",
  perspective: "finance", direction: "range", decimals: 1, limits: ["0.25", "0.4"], usual: "0.325", usual_source: "x",
};

describe("a draft", () => {
  test("shows shares in percent and sends them as fractions again", () => {
    const draft = { ...draftOf("gross_margin_rate", version), reason: "why" };
    expect([draft.low, draft.high, draft.usual, draft.version]).toEqual(["25", "40", "32.5", 2]);
    const body = bodyOf(draft, "ratio");
    expect(body["limits"]).toEqual(["0.25", "0.40"].map((one) => expect.stringContaining(one.slice(0, 3))));
    expect(Number(body["usual"])).toBe(0.325);
    expect(missing(draft)).toEqual([]);
  });

  test("says what is missing", () => {
    expect(missing(emptyDraft())).toEqual(["zh", "code", "formula", "reason"]);
    expect(missing({ ...draftOf("x_y", version), reason: "r", high: "10" })).toEqual(["high"]);
  });

  test("takes the formula's unit and one name for both languages", () => {
    const body = bodyOf({ ...emptyDraft(), zh: "新毛利", formula: "1", usual: "5" }, "CNY");
    expect([body["unit"], body["zh"], body["en"], body["usual"], body["limits"]]).toEqual(["CNY", "新毛利", "新毛利", "5", null]);
    expect(body).not.toHaveProperty("version");
  });
});

describe("two people", () => {
  test("each keeps what they changed", () => {
    const base = draftOf("margin", version);
    const theirs = draftOf("margin", { ...version, number: 3, usual: "0.35", owner: "finance" });
    const both = merged({ ...base, zh: "毛利水平", owner: "sales", reason: "mine" }, base, theirs);
    expect([both.zh, both.usual, both.owner]).toEqual(["毛利水平", "35", "sales"]);
    expect([both.version, both.reason, both.code]).toEqual([3, "mine", "margin"]);
  });
});

describe("codes", () => {
  test("are made of the name, and free", () => {
    expect(codeFor(["Own-brand margin, East", ""], new Set())).toBe("own_brand_margin_east");
    expect(codeFor(["", "毛利 A1"], new Set())).toBe("a1");
    expect(codeFor(["Margin", ""], new Set(["margin", "margin_2"]))).toBe("margin_3");
    expect(codeFor(["", "华东毛利"], new Set(["own_1"]))).toBe("own_2");
    expect(codeFor(["", ""], new Set())).toBe("");
  });
});
