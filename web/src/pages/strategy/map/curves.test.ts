import { describe, expect, test } from "vitest";
import { curves, way } from "./curves";
import { type Box, CARD } from "./layout";

const box = (id: number, x: number, y: number): Box => ({ id, x, y, level: 0 });
const boxes = (...all: Box[]) => new Map(all.map((one) => [one.id, one]));
const numbers = (text: string) => [...text.matchAll(/-?\d+(\.\d+)?/g)].map((match) => Number(match[0]));

describe("arrows", () => {
  test("an effect above is reached from the cause's top at its bottom", () => {
    const [arrow] = curves([{ id: 1, cause: 1, effect: 2 }], boxes(box(1, 100, 300), box(2, 400, 0)));
    const [x, y] = numbers(arrow!.path);
    expect([x, y]).toEqual([100 + CARD.width / 2, 300]);
    const [tipX, tipY] = numbers(arrow!.head);
    expect([tipX, tipY]).toEqual([400 + CARD.width / 2, CARD.height]);
  });

  test("neighbours in a row are joined side to side", () => {
    expect(way(box(1, 0, 0), box(2, 400, 0), [])).toEqual({ from: "right", to: "left" });
    expect(way(box(1, 400, 0), box(2, 0, 0), [])).toEqual({ from: "left", to: "right" });
  });

  test("a card between two of a row is passed above", () => {
    const [a, b, c] = [box(1, 0, 0), box(2, 300, 0), box(3, 600, 0)];
    expect(way(a, c, [a, b, c])).toEqual({ from: "top", to: "top" });
  });

  test("arrows that share a side do not cross there", () => {
    const all = boxes(box(1, 400, 300), box(2, 0, 0), box(3, 800, 0));
    const [right, left] = curves([{ id: 1, cause: 1, effect: 3 }, { id: 2, cause: 1, effect: 2 }], all);
    expect(numbers(right!.path)[0]).toBeGreaterThan(numbers(left!.path)[0]!);
  });

  test("a link whose objective is gone is not drawn", () => {
    expect(curves([{ id: 1, cause: 1, effect: 9 }], boxes(box(1, 0, 0)))).toEqual([]);
  });

  test("the handle sits between the ends", () => {
    const [arrow] = curves([{ id: 1, cause: 1, effect: 2 }], boxes(box(1, 100, 300), box(2, 400, 0)));
    expect(arrow!.middle.y).toBeGreaterThan(CARD.height);
    expect(arrow!.middle.y).toBeLessThan(300);
  });
});
