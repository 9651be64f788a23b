import { expect, test } from "vitest";
import { edges, inSight, lineAt } from "./windowed";

const tops = edges([40, 44, 44, 40, 44]);

test("edges add up", () => expect(tops).toEqual([0, 40, 84, 128, 168, 212]));

test("the line at a height", () => {
  expect([0, 39, 40, 83, 84, 211, 999, -5].map((y) => lineAt(tops, y))).toEqual([0, 0, 1, 1, 2, 4, 4, 0]);
});

test("few of thousands are drawn, and all in sight are among them", () => {
  const many = edges(Array.from({ length: 3000 }, (_, i) => (i % 13 ? 44 : 40)));
  for (const scroll of [0, 1234, 70_000, many.at(-1) ?? 0]) {
    const { first, end } = inSight(many, scroll, 600);
    expect(end - first).toBeLessThan(32);
    expect(many[first] ?? 0).toBeLessThanOrEqual(scroll);
    expect(many[end] ?? 0).toBeGreaterThanOrEqual(Math.min(scroll + 600, many.at(-1) ?? 0));
  }
});

test("nothing to draw", () => expect(inSight(edges([]), 0, 600)).toEqual({ first: 0, end: 0 }));
