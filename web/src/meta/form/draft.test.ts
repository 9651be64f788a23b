import { describe, expect, test } from "vitest";
import {
  changesOf, linesOf, missing, rebased, startDraft, withAnswer, withLineValues, withNewLine, withoutLine, withValue,
} from "./draft";

const states = { fields: {}, buttons: {} };
const stored = () =>
  startDraft(
    { party: { id: 1, name: "A" }, reference: "r", lines: [{ id: 7, values: { quantity: "5", unit_price: "2.00" } }] },
    states,
    "s1",
  );

describe("a draft", () => {
  test("stores nothing when nothing was changed", () => {
    expect(changesOf(stored())).toEqual({});
  });

  test("stores a changed line with its changed fields alone, and the others by their id", () => {
    const draft = withNewLine(withLineValues(stored(), "lines", "id-7", { quantity: "6" }), "lines", { quantity: "1" });
    expect(changesOf(draft)).toEqual({ lines: [{ id: 7, values: { quantity: "6" } }, { values: { quantity: "1" } }] });
  });

  test("a removed line is missing from the list", () => {
    expect(changesOf(withoutLine(stored(), "lines", "id-7"))).toEqual({ lines: [] });
  });

  test("what was typed meanwhile is not overwritten by a late answer", () => {
    const draft = withValue(stored(), "reference", "typed");
    const answered = withAnswer(draft, { reference: "worked out", description: "d" }, ["reference"]);
    expect(answered.values["reference"]).toBe("typed");
    expect(answered.values["description"]).toBe("d");
  });

  test("worked-out lines keep their place and their unsaved fields", () => {
    const draft = withNewLine(stored(), "lines", { quantity: "3" });
    const key = linesOf(draft, "lines")[1]?.key;
    const answered = withAnswer(draft, { lines: [{ id: 7, values: {} }, { values: { amount: "6.00" } }] }, []);
    expect(linesOf(answered, "lines")[1]).toMatchObject({ key, values: { quantity: "3", amount: "6.00" } });
  });

  test("an empty list of lines is as missing as an empty text", () => {
    const draft = withValue(withoutLine(stored(), "lines", "id-7"), "reference", "");
    expect(missing(draft, ["party", "reference", "lines"])).toEqual(["reference", "lines"]);
  });

  test("what I typed stays on top of what somebody else stored", () => {
    const mine = withNewLine(
      withLineValues(withValue(stored(), "reference", "mine"), "lines", "id-7", { quantity: "6" }),
      "lines",
      { quantity: "1" },
    );
    const theirs = { party: { id: 2, name: "B" }, reference: "theirs", lines: [{ id: 7, values: { quantity: "5", unit_price: "3.00" } }, { id: 8, values: { quantity: "9" } }] };
    const both = rebased(mine, theirs, states, "s2");
    expect(both.stamp).toBe("s2");
    expect(both.values["party"]).toEqual({ id: 2, name: "B" });
    expect(changesOf(both)).toEqual({
      reference: "mine",
      lines: [{ id: 7, values: { quantity: "6" } }, { id: 8, values: {} }, { values: { quantity: "1" } }],
    });
    expect(linesOf(both, "lines")[0]?.values["unit_price"]).toBe("3.00");
  });

  test("a line that I removed stays removed, one that they removed does not come back", () => {
    const both = rebased(withoutLine(stored(), "lines", "id-7"), { lines: [{ id: 7, values: {} }, { id: 8, values: {} }] }, states, "s2");
    expect(linesOf(both, "lines").map((line) => line.id)).toEqual([8]);
    const gone = rebased(withLineValues(stored(), "lines", "id-7", { quantity: "6" }), { lines: [] }, states, "s2");
    expect(linesOf(gone, "lines")).toEqual([]);
  });
});
