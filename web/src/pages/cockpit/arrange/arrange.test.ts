import { describe, expect, test } from "vitest";
import type { Card, Cockpit } from "@/api/types";
import { added, type Draft, everything, groupsOf, moved, neighbour, resized, without } from "./arrange";

const card = (code: string) => ({ code, name: code }) as Card;
const cockpit = {
  perspectives: [
    { key: "finance", name: "财务", cards: [card("a"), card("b")] },
    { key: "customer", name: "客户", cards: [card("c")] },
  ],
} as Cockpit;
const draft = (grouping: Draft["grouping"], ...codes: string[]): Draft => ({
  grouping,
  cards: codes.map((code) => ({ code, size: "normal" })),
});
const codes = (cards: readonly { code: string }[]) => cards.map((one) => one.code).join("");

describe("arranging the cockpit", () => {
  test("by perspective the headings keep the company's order, the cards one's own", () => {
    const groups = groupsOf(cockpit, draft("perspective", "c", "b", "a"));
    expect(groups.map((group) => [group.name, codes(group.placed.map((one) => one.card))])).toEqual([
      ["财务", "ba"],
      ["客户", "c"],
    ]);
  });

  test("free order has no headings; cards that are not there are left out", () => {
    const groups = groupsOf(cockpit, draft("free", "c", "gone", "a"));
    expect(groups.map((group) => [group.name, codes(group.placed.map((one) => one.card))])).toEqual([[null, "ca"]]);
    expect(groupsOf(cockpit, draft("free", "gone"))).toEqual([]);
  });

  test("a card takes the place of the one it is put on, and no card is lost", () => {
    const cards = draft("free", "a", "b", "c", "d").cards;
    expect(codes(moved(cards, "a", "c"))).toBe("bcad");
    expect(codes(moved(cards, "d", "b"))).toBe("adbc");
    expect(codes(moved(cards, "a", "b"))).toBe("bacd");
    for (const [one, onto] of [["a", "a"], ["x", "a"], ["a", "x"]] as const) expect(moved(cards, one, onto)).toBe(cards);
  });

  test("keys go to the neighbour in the same group and stop at its ends", () => {
    const [finance] = groupsOf(cockpit, everything(cockpit));
    expect(finance && [neighbour(finance, "a", 1), neighbour(finance, "a", -1), neighbour(finance, "b", 1)]).toEqual(["b", undefined, undefined]);
  });

  test("adding puts at the end, each once; size and removal leave the rest alone", () => {
    const cards = draft("free", "a", "b").cards;
    expect(codes(added(cards, ["b", "c"]))).toBe("abc");
    expect(resized(cards, "b", "wide")).toEqual([
      { code: "a", size: "normal" },
      { code: "b", size: "wide" },
    ]);
    expect(codes(without(cards, "a"))).toBe("b");
  });
});
