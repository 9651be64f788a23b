import type { CardPlace, CockpitLayout } from "@/api/gen";
import type { Card, Cockpit } from "@/api/types";

export type Grouping = CockpitLayout["grouping"];
export type Size = NonNullable<CardPlace["size"]>;
export const SIZES: readonly Size[] = ["small", "normal", "wide"];

/** What one is arranging: the same as what is kept, without its stamp. */
export interface Draft {
  grouping: Grouping;
  cards: readonly CardPlace[];
}

export interface Placed {
  card: Card;
  size: Size;
}

/** Cards under one heading; without a name they stand in free order. */
export interface Group {
  key: string;
  name: string | null;
  placed: Placed[];
}

const FREE = "free";

/** The cards of an arrangement as they stand on the page; those the answer does not have are left out. */
export function groupsOf(cockpit: Cockpit, draft: Draft): Group[] {
  const known = new Map(cockpit.perspectives.flatMap(({ key, cards }) => cards.map((card) => [card.code, { key, card }] as const)));
  const groups = new Map<string, Group>(
    draft.grouping === "free"
      ? [[FREE, { key: FREE, name: null, placed: [] }]]
      : cockpit.perspectives.map(({ key, name }) => [key, { key, name, placed: [] }]),
  );
  for (const { code, size } of draft.cards) {
    const found = known.get(code);
    const group = found && groups.get(draft.grouping === "free" ? FREE : found.key);
    if (found) group?.placed.push({ card: found.card, size: size ?? "normal" });
  }
  return [...groups.values()].filter((group) => group.placed.length > 0);
}

/** All that there is, as the company sees it: by perspective, every card the same. */
export function everything(cockpit: Cockpit): Draft {
  return {
    grouping: "perspective",
    cards: cockpit.perspectives.flatMap(({ cards }) => cards.map(({ code }) => ({ code, size: "normal" as const }))),
  };
}

/** The cards with one put where another is: behind it when it came from before, else in front. */
export function moved(cards: readonly CardPlace[], code: string, onto: string): readonly CardPlace[] {
  const from = cards.findIndex((one) => one.code === code);
  const to = cards.findIndex((one) => one.code === onto);
  const card = cards[from];
  if (!card || to < 0 || from === to) return cards;
  const rest = cards.filter((_, place) => place !== from);
  return [...rest.slice(0, to), card, ...rest.slice(to)];
}

/** The card a step further in its group, for those who arrange with keys; undefined at the ends. */
export function neighbour(group: Group, code: string, step: 1 | -1): string | undefined {
  const place = group.placed.findIndex(({ card }) => card.code === code);
  return place < 0 ? undefined : group.placed[place + step]?.card.code;
}

export function resized(cards: readonly CardPlace[], code: string, size: Size): readonly CardPlace[] {
  return cards.map((one) => (one.code === code ? { ...one, size } : one));
}

export function without(cards: readonly CardPlace[], code: string): readonly CardPlace[] {
  return cards.filter((one) => one.code !== code);
}

export function added(cards: readonly CardPlace[], codes: readonly string[]): readonly CardPlace[] {
  const known = new Set(cards.map((one) => one.code));
  return [...cards, ...codes.filter((code) => !known.has(code)).map((code) => ({ code, size: "normal" as const }))];
}
