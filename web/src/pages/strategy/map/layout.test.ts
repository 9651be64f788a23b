import { describe, expect, test } from "vitest";
import type { PerspectiveKey } from "../types";
import { bandAt, CARD, drop, lay, ROW, type Standing, spread, WIDTH } from "./layout";

const one = (id: number, perspective: PerspectiveKey, x: number | null = null, y: number | null = null): Standing => ({
  id,
  perspective,
  x,
  y,
  sequence: id,
});

function overlaps(objectives: Standing[]): string[] {
  const boxes = [...lay(objectives).boxes.values()];
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height)
      .map((b) => `${a.id} ${b.id}`),
  );
}

describe("laying out", () => {
  test("every perspective has its band, from the result down to what it rests on", () => {
    const { bands } = lay([]);
    expect(bands.map((band) => band.perspective)).toEqual(["finance", "customer", "operations", "people", "adoption"]);
    for (const [i, band] of bands.entries()) expect(band.top).toBeGreaterThan((bands[i - 1]?.top ?? -1));
  });

  test("objectives without a place are spread evenly, in their order", () => {
    const { boxes } = lay([one(2, "finance"), one(1, "finance")]);
    expect([boxes.get(1)!.x, boxes.get(2)!.x]).toEqual(spread(2));
    expect(boxes.get(1)!.y).toBe(boxes.get(2)!.y);
  });

  test("no card lies on another, whatever was kept", () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let round = 0; round < 200; round++) {
      const count = 1 + random(14);
      const some = Array.from({ length: count }, (_, i) =>
        random(4) === 0 ? one(i, "customer") : one(i, random(2) ? "finance" : "customer", random(1400) - 100, random(600) - 200),
      );
      expect(overlaps(some)).toEqual([]);
      const { boxes, height } = lay(some);
      expect(boxes.size).toBe(count);
      for (const box of boxes.values()) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + CARD.width).toBeLessThanOrEqual(WIDTH);
        expect(box.y + CARD.height).toBeLessThanOrEqual(height);
      }
    }
  });

  test("rows close up: a number far down is the first row when it is alone", () => {
    const { boxes, bands } = lay([one(1, "adoption", 420, 760)]);
    expect(boxes.get(1)!.y - bands[4]!.top).toBeLessThan(ROW / 2);
  });

  test("a fifth card of a row stands in the next one", () => {
    const { bands } = lay([1, 2, 3, 4, 5].map((id) => one(id, "people")));
    expect(bands[3]!.levels).toHaveLength(2);
  });
});

describe("letting a card go", () => {
  const objectives = [one(1, "finance", 200, 0), one(2, "finance", 600, 0), one(3, "customer", 400, 0)];
  const layout = lay(objectives);

  test("in its own row it keeps the row and takes the new edge, snapped", () => {
    const { perspective, places } = drop(layout, objectives, 1, 343, layout.boxes.get(1)!.y + 9);
    expect(perspective).toBe("finance");
    expect(places).toEqual([{ objective: 1, x: 340, y: 0 }]);
  });

  test("below the others it makes a row", () => {
    const { places } = drop(layout, objectives, 1, 300, layout.boxes.get(1)!.y + 62);
    const after = lay(objectives.map((each) => (each.id === 1 ? { ...each, x: places[0]!.x, y: places[0]!.y } : each)));
    expect(after.boxes.get(1)!.y).toBe(after.boxes.get(2)!.y + ROW);
  });

  test("in another band it takes that perspective", () => {
    const there = layout.bands[1]!;
    expect(bandAt(layout, there.top + 18).perspective).toBe("customer");
    expect(drop(layout, objectives, 1, 800, there.top + 18)).toEqual({
      perspective: "customer",
      places: [{ objective: 1, x: 800, y: 0 }],
    });
  });

  test("what had no place yet stays where it is seen", () => {
    const fresh = [one(1, "people"), one(2, "people"), one(3, "people")];
    const before = lay(fresh);
    const { places } = drop(before, fresh, 2, 700, before.boxes.get(2)!.y);
    const kept = new Map(places.map((place) => [place.objective, place]));
    expect([...kept.keys()].sort()).toEqual([1, 2, 3]);
    expect(kept.get(3)!.x).toBe(before.boxes.get(3)!.x);
  });

  test("above the map it is in the uppermost band", () => {
    expect(bandAt(layout, -500).perspective).toBe("finance");
    expect(bandAt(layout, 5000).perspective).toBe("adoption");
  });
});
