import { describe, expect, test } from "vitest";
import type { Widget } from "@/api/types";
import { answerable, cleaned, COLUMNS, free, KINDS, lacking, newId, readingOrder, roomFor, ROWS, SIZES, withWidget } from "./layout";

const at = (id: string, x: number, y: number, w: number, h: number, kind: Widget["kind"] = "text"): Widget => ({ id, kind, x, y, w, h });

describe("room on the grid", () => {
  test("every kind fits on an empty screen in its usual size", () => {
    for (const kind of KINDS) {
      const [w, h] = SIZES[kind].size;
      expect(roomFor(kind, [])).toEqual({ x: 0, y: 0, w, h });
    }
  });

  test("a new widget goes beside the others, smaller when it must, nowhere when full", () => {
    expect(roomFor("number", [at("a", 0, 0, 6, 2)])).toEqual({ x: 6, y: 0, w: 6, h: 2 });
    // 20 of 24 columns taken over the whole height: the KPI card (usual 4 wide) still fits.
    expect(roomFor("kpi", [at("a", 0, 0, 20, ROWS)])).toMatchObject({ x: 20, w: 4 });
    expect(roomFor("kpi", [at("a", 0, 0, 21, ROWS)])).toMatchObject({ x: 21, w: 3 });
    expect(roomFor("kpi", [at("a", 0, 0, COLUMNS, ROWS)])).toBeNull();
  });

  test("widgets neither overlap nor leave the screen", () => {
    expect(free({ x: 0, y: 0, w: 6, h: 2 }, [at("a", 6, 0, 6, 2)])).toBe(true);
    expect(free({ x: 0, y: 0, w: 7, h: 2 }, [at("a", 6, 0, 6, 2)])).toBe(false);
    expect(free({ x: 19, y: 0, w: 6, h: 2 }, [])).toBe(false);
    expect(free({ x: -1, y: 0, w: 6, h: 2 }, [])).toBe(false);
  });

  test("filling a screen with one kind never overlaps", () => {
    for (const kind of KINDS) {
      const placed: { x: number; y: number; w: number; h: number }[] = [];
      for (let next = roomFor(kind, placed); next; next = roomFor(kind, placed)) {
        expect(free(next, placed)).toBe(true);
        placed.push(next);
      }
      expect(placed.length).toBeGreaterThan(0);
    }
  });
});

test("ids are new, and the order on a phone is the order of reading", () => {
  const widgets = [at("w1", 12, 0, 4, 2), at("w2", 0, 4, 4, 2), at("w3", 0, 0, 4, 2), at("w4", 0, 11, 24, 1, "ticker")];
  expect(newId(widgets)).toBe("w5");
  expect(readingOrder(widgets).map((one) => one.id)).toEqual(["w4", "w3", "w1", "w2"]);
});

test("a widget is replaced or left out, the others stay the same objects", () => {
  const layout = { widgets: [at("a", 0, 0, 4, 2), at("b", 4, 0, 4, 2)] };
  const moved = withWidget(layout, "a", (widget) => ({ ...widget, x: 8 }));
  expect(moved.widgets?.[0]?.x).toBe(8);
  expect(moved.widgets?.[1]).toBe(layout.widgets[1]);
  expect(withWidget(layout, "a", () => null).widgets).toEqual([layout.widgets[1]]);
});

test("only what is wholly chosen is asked of the server", () => {
  const kpi = { ...at("a", 0, 0, 4, 3, "kpi"), sources: [{ indicator: null }] };
  const ranking = { ...at("b", 4, 0, 6, 5, "ranking"), sources: [{ indicator: "sales_ordered" }] };
  const flows = { ...ranking, id: "c", kind: "sankey" as const, by: "region", to: "region" };
  expect([kpi, ranking, flows].map(lacking)).toEqual(["source", "dimension", "second"]);
  const whole = { ...ranking, by: "product" };
  expect(answerable({ widgets: [kpi, flows, whole, at("t", 0, 8, 2, 1)] }).widgets?.map((one) => one.id)).toEqual(["b", "t"]);
  const filtered = { ...whole, sources: [{ fact: "sale_line", only: [{ column: "state", values: [""] }] }] };
  expect(cleaned({ widgets: [filtered] }).widgets?.[0]?.sources).toEqual([{ fact: "sale_line", only: [] }]);
});
