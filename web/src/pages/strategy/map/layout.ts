/**
 * Where everything stands on the strategy map, in pixels of a map 1180 wide that is drawn to scale.
 *
 * A band a perspective, rows of cards in it. What is kept of a card: `x` its left edge, `y` a number that only orders
 * the rows of its band: rows close up, so that the drawing has no holes whatever was moved or deleted.
 */
import { PERSPECTIVES, type PerspectiveKey } from "../types";

export const WIDTH = 1180;
export const CARD = { width: 224, height: 100 };
export const ROW = 116;
const LABEL = 116;
const PAD = 18;
const GAP = 8;
const SNAP = 10;
const BETWEEN = 12;
/** Most cards that stand beside each other. */
const MOST = 4;
const LEFT = LABEL + 16;
const RIGHT = WIDTH - 16 - CARD.width;

/** What is known of an objective's place. */
export interface Standing {
  id: number;
  perspective: PerspectiveKey;
  x: number | null;
  y: number | null;
  sequence: number | null;
}

export interface Box {
  id: number;
  x: number;
  y: number;
  /** The `y` kept for its row. */
  level: number;
}

export interface Band {
  perspective: PerspectiveKey;
  top: number;
  height: number;
  /** The kept `y` of each row. */
  levels: number[];
}

export interface Layout {
  bands: Band[];
  boxes: Map<number, Box>;
  height: number;
}

export interface Place {
  objective: number;
  x: number;
  y: number;
}

interface Row {
  level: number;
  cards: { id: number; x: number }[];
}

const between = (low: number, value: number, high: number) => Math.max(low, Math.min(value, high));

/** The left edges of `count` cards spread evenly over a row. */
export function spread(count: number): number[] {
  const free = RIGHT + CARD.width - LEFT - count * CARD.width;
  return Array.from({ length: count }, (_, i) => Math.round(LEFT + (free * (i + 1)) / (count + 1) + i * CARD.width));
}

const touches = (a: number, b: number) => Math.abs(a - b) < CARD.width + BETWEEN;

/** Cards of one row pushed apart where they overlap, within the map. */
function apart(cards: Row["cards"]): Row["cards"] {
  const sorted = cards.map((card) => ({ ...card, x: between(LEFT, card.x, RIGHT) })).sort((a, b) => a.x - b.x);
  for (let i = 1; i < sorted.length; i++) {
    const [before, card] = [sorted[i - 1]!, sorted[i]!];
    card.x = Math.max(card.x, before.x + CARD.width + BETWEEN);
  }
  let limit = RIGHT;
  for (const card of sorted.toReversed()) {
    card.x = Math.min(card.x, limit);
    limit = card.x - CARD.width - BETWEEN;
  }
  return sorted;
}

function rowsOf(cards: readonly Standing[]): Row[] {
  const rows: Row[] = [];
  const placed = cards.filter((card) => card.x !== null && card.y !== null);
  for (const card of placed.toSorted((a, b) => a.y! - b.y! || a.x! - b.x!)) {
    let row = rows.at(-1);
    if (!row || card.y! - row.level > ROW / 2) rows.push((row = { level: card.y!, cards: [] }));
    row.cards.push({ id: card.id, x: card.x! });
  }
  const waiting = cards
    .filter((card) => card.x === null || card.y === null)
    .toSorted((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity) || a.id - b.id);
  if (placed.length === 0) {
    for (let i = 0; i < waiting.length; i += MOST) {
      const some = waiting.slice(i, i + MOST);
      const edges = spread(some.length);
      rows.push({ level: rows.length * ROW, cards: some.map(({ id }, n) => ({ id, x: edges[n]! })) });
    }
  } else {
    for (const { id } of waiting) settle(rows, id);
  }
  spill(rows);
  return rows;
}

/** Put a card without a place into the first gap. */
function settle(rows: Row[], id: number): void {
  for (const row of rows) {
    const x = spread(MOST).find((edge) => row.cards.every((card) => !touches(card.x, edge)));
    if (x !== undefined) {
      row.cards.push({ id, x });
      return;
    }
  }
  rows.push({ level: (rows.at(-1)?.level ?? -ROW) + ROW, cards: [{ id, x: spread(MOST)[0]! }] });
}

/** What a row has no room for stands in the next one. */
function spill(rows: Row[]): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    row.cards.sort((a, b) => a.x - b.x);
    if (row.cards.length <= MOST) continue;
    const over = row.cards.splice(MOST);
    const next = rows[i + 1];
    if (next) next.cards.push(...over);
    else rows.push({ level: row.level + ROW, cards: over });
  }
}

/** The whole map. */
export function lay(objectives: readonly Standing[]): Layout {
  const bands: Band[] = [];
  const boxes = new Map<number, Box>();
  let top = 0;
  for (const perspective of PERSPECTIVES) {
    const rows = rowsOf(objectives.filter((one) => one.perspective === perspective));
    rows.forEach((row, i) => {
      for (const { id, x } of apart(row.cards)) boxes.set(id, { id, x, y: top + PAD + i * ROW, level: row.level });
    });
    const height = 2 * PAD + Math.max(1, rows.length) * ROW - (ROW - CARD.height);
    bands.push({ perspective, top, height, levels: rows.map((row) => row.level) });
    top += height + GAP;
  }
  return { bands, boxes, height: top - GAP };
}

/** The band that a card at this height belongs to. */
export function bandAt(layout: Layout, y: number): Band {
  const middle = y + CARD.height / 2;
  return layout.bands.findLast((band) => band.top - GAP / 2 <= middle) ?? layout.bands[0]!;
}

/**
 * What is to be kept when a card is let go at `x`, `y`: its perspective and its place, and those of the cards in that
 * band that had none yet, so that they stay where they are seen.
 */
export function drop(
  layout: Layout,
  objectives: readonly Standing[],
  id: number,
  x: number,
  y: number,
): { perspective: PerspectiveKey; places: Place[] } {
  const band = bandAt(layout, y);
  const row = Math.round((y - band.top - PAD) / ROW);
  const last = band.levels.length - 1;
  let level = 0;
  if (last >= 0) {
    if (row < 0) level = band.levels[0]! - ROW;
    else if (row > last) level = band.levels[last]! + ROW;
    else level = band.levels[row]!;
  }
  const places = objectives
    .filter((one) => one.id !== id && one.perspective === band.perspective && (one.x === null || one.y === null))
    .flatMap((one) => {
      const box = layout.boxes.get(one.id);
      return box ? [{ objective: one.id, x: box.x, y: box.level }] : [];
    });
  places.push({ objective: id, x: Math.round(between(LEFT, x, RIGHT) / SNAP) * SNAP, y: level });
  return { perspective: band.perspective, places };
}
