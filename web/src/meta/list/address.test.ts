import { describe, expect, test } from "vitest";
import { type ListState, readState, writeState } from "./address";

const full: ListState = {
  q: "bearing",
  tab: "open",
  filters: [{ field: "party", operator: "=", value: { id: 3, name: "A" } }],
  sort: [
    { field: "sale_date", direction: "desc" },
    { field: "id", direction: "asc" },
  ],
  columns: ["number", "party"],
  page: 3,
  size: 100,
};

describe("a list's address", () => {
  test("says all of the list's state", () => {
    expect(readState(writeState(full))).toEqual(full);
  });

  test("is empty for a list as it comes", () => {
    const fresh = readState(new URLSearchParams());
    expect(writeState(fresh).toString()).toBe("");
    expect(fresh.size).toBe(50);
  });

  test("ignores what makes no sense", () => {
    const state = readState(new URLSearchParams("filters=%7Boops&size=7&page=-2"));
    expect([state.filters, state.size, state.page]).toEqual([[], 50, 1]);
  });
});
