import { describe, expect, test } from "vitest";
import { EMPTY, unitWords, write, writeText } from "./quantity";

describe("figures for people", () => {
  test.each([
    ["1234567.5", "CNY", {}, "¥1,234,567.50"],
    ["1234567.5", "CNY", { compact: true }, "¥123.5万"],
    ["74123456.78", "CNY", { compact: true }, "¥7,412.3万"],
    ["123456789", "CNY", { compact: true }, "¥1.23亿"],
    ["9999.5", "CNY", { compact: true, decimals: 0 }, "¥10,000"],
    ["-2500000", "CNY", { compact: true }, "−¥250万"],
    ["0.28345", "ratio", {}, "28.3%"],
    ["0.98714", "ratio", { decimals: 2 }, "98.71%"],
    ["-0.0001", "ratio", {}, "0.0%"],
    ["12345", "pcs", { unitName: "件" }, "12,345 件"],
    ["123456", "pcs", { compact: true, unitName: "件" }, "12.3万件"],
    ["0.05", "none", { signed: true, decimals: 2 }, "+0.05"],
    ["41.25", "day", { unitName: "天" }, "41.3 天"],
  ] as const)("%s %s %o in Chinese is %s", (value, unit, options, expected) => {
    expect(writeText(value, unit, "zh-CN", options)).toBe(expected);
  });

  test.each([
    ["1234567.5", "CNY", { compact: true }, "¥1.23M"],
    ["12345", "pcs", { compact: true, unitName: "pcs" }, "12.3K pcs"],
    ["2300000000", "CNY", { compact: true }, "¥2.3B"],
    ["9500", "CNY", { compact: true, decimals: 0 }, "¥9,500"],
  ] as const)("%s %s %o in English is %s", (value, unit, options, expected) => {
    expect(writeText(value, unit, "en", options)).toBe(expected);
  });

  test("an empty value is a dash, never zero", () => {
    expect(writeText(null, "CNY", "zh-CN")).toBe(EMPTY);
    expect(write("", "ratio", "en").suffix).toBe("");
  });

  test("composite units", () => {
    const words: Record<string, string> = { pcs: "件", hour: "小时" };
    const named = (base: string) => words[base];
    expect(unitWords("CNY", named)).toBe("");
    expect(unitWords("CNY/pcs", named)).toBe("/件");
    expect(unitWords("pcs/hour", named)).toBe("件/小时");
    expect(unitWords("none", named)).toBe("");
    expect(writeText("12.3", "CNY/pcs", "zh-CN", { unitName: "/件" })).toBe("¥12.30/件");
    expect(writeText("12.345", "pcs/hour", "zh-CN", { unitName: "件/小时" })).toBe("12.35 件/小时");
  });

  test("money keeps every digit", () => {
    expect(writeText("90071992547409931234.56", "CNY", "zh-CN")).toBe("¥90,071,992,547,409,931,234.56");
  });
});
