import { expect, test } from "vitest";
import { said, worthTelling } from "./words";

const percent = (text: string) => `${Number(text) * 100}%`;

test("values are written for people", () => {
  expect(said("amount", "120000.000000", percent)).toBe("120000");
  expect(said("amount", "120000.50", percent)).toBe("120000.5");
  expect(said("amount", "100", percent)).toBe("100");
  expect(said("weight", "0.3", percent)).toBe("30%");
  expect(said("amount", null, percent)).toBe("—");
  expect(said("retired", true, percent)).toBe("✓");
  expect(said("profile", ["1", "2"], percent)).toBe('["1","2"]');
  expect(said("period", "2026-10", percent)).toBe("2026-10");
});

test("empty fields of a new record are not told", () => {
  expect(worthTelling([{ before: null, after: "1" }, { before: null, after: null }, { before: "1", after: null }])).toHaveLength(2);
});
