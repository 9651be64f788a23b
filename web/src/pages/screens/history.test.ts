import { expect, test } from "vitest";
import { begin, MOST_STEPS, record, redo, undo } from "./history";

test("every step can be undone and done again", () => {
  let history = begin("a");
  for (const next of ["b", "c", "d"]) history = record(history, next);
  history = undo(undo(history));
  expect(history.present).toBe("b");
  expect(redo(history).present).toBe("c");
  expect(redo(redo(redo(history))).present).toBe("d");
  expect(undo(undo(undo(history))).present).toBe("a");
});

test("a new change forgets what was undone", () => {
  const history = record(undo(record(begin("a"), "b")), "c");
  expect(history.future).toEqual([]);
  expect(undo(history).present).toBe("a");
});

test("typing a title is one step, not one for each letter", () => {
  let history = begin("");
  for (const text of ["S", "Sa", "Sales"]) history = record(history, text, "title w1");
  history = record(history, "Sales!", "title w2");
  expect(undo(history).present).toBe("Sales");
  expect(undo(undo(history)).present).toBe("");
});

test("the past is long but not endless, and nothing changed is no step", () => {
  let history = begin(0);
  for (let step = 1; step <= MOST_STEPS + 20; step++) history = record(history, step);
  expect(history.past).toHaveLength(MOST_STEPS);
  expect(record(history, history.present)).toBe(history);
});
