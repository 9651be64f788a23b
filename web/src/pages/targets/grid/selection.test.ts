import { expect, test } from "vitest";
import { moved, one, rangeOf, sizeOf } from "./selection";

const keys = (shift = false, ctrl = false) => ({ shift, ctrl });

test("arrows move, and stop at the edges", () => {
  expect(moved(one(0, 0), "ArrowDown", keys(), 3, 4)).toEqual(one(1, 0));
  expect(moved(one(0, 0), "ArrowUp", keys(), 3, 4)).toEqual(one(0, 0));
  expect(moved(one(1, 1), "ArrowRight", keys(false, true), 3, 4)).toEqual(one(1, 3));
  expect(moved(one(1, 1), "End", keys(false, true), 3, 4)).toEqual(one(2, 3));
});

test("shift widens the selection from its anchor", () => {
  const wider = moved(moved(one(1, 1), "ArrowDown", keys(true), 5, 5) ?? one(0, 0), "ArrowLeft", keys(true), 5, 5) ?? one(0, 0);
  expect(rangeOf(wider)).toEqual({ top: 1, bottom: 2, left: 0, right: 1 });
  expect(sizeOf(wider)).toBe(4);
});

test("Tab goes on to the next line and back", () => {
  expect(moved(one(0, 3), "Tab", keys(), 3, 4)).toEqual(one(1, 0));
  expect(moved(one(1, 0), "Tab", keys(true), 3, 4)).toEqual(one(0, 3));
  expect(moved(one(2, 3), "Tab", keys(), 3, 4)).toEqual(one(2, 3));
});

test("other keys do not move", () => expect(moved(one(0, 0), "a", keys(), 3, 4)).toBeNull());
