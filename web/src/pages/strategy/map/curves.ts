/** The arrows of the strategy map: from the cause to its effect, around each other. */
import { type Box, CARD } from "./layout";

export interface Ends {
  id: number;
  cause: number;
  effect: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Curve extends Ends {
  path: string;
  /** The arrow's head, as the points of a polygon. */
  head: string;
  /** Where a handle sits. */
  middle: Point;
}

type Side = "top" | "bottom" | "left" | "right";

interface Way {
  from: Side;
  to: Side;
}

const HEAD = 8;
const SPACING = 22;
const MARGIN = 28;
const OUT: Record<Side, Point> = {
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

const centre = (box: Box) => box.x + CARD.width / 2;

/** By which sides an arrow leaves its cause and reaches its effect. */
export function way(cause: Box, effect: Box, others: Iterable<Box>): Way {
  if (effect.y + CARD.height <= cause.y) return { from: "top", to: "bottom" };
  if (effect.y >= cause.y + CARD.height) return { from: "bottom", to: "top" };
  const [low, high] = [Math.min(cause.x, effect.x), Math.max(cause.x, effect.x)];
  const blocked = [...others].some((box) => box.y === cause.y && box.x > low && box.x < high);
  if (blocked) return { from: "top", to: "top" };
  return effect.x > cause.x ? { from: "right", to: "left" } : { from: "left", to: "right" };
}

/** A smooth line between two points that leaves and arrives at right angles to the cards. */
export function curve(start: Point, from: Side, end: Point, to: Side): { path: string; head: string; middle: Point } {
  const [out, back] = [OUT[from], OUT[to]];
  const tip = end;
  const foot = { x: tip.x + back.x * HEAD, y: tip.y + back.y * HEAD };
  const reach = from === to ? 46 : Math.max(20, (Math.abs(out.x ? foot.x - start.x : foot.y - start.y) * 0.5));
  const c1 = { x: start.x + out.x * reach, y: start.y + out.y * reach };
  const c2 = { x: foot.x + back.x * reach, y: foot.y + back.y * reach };
  const half = HEAD * 0.55;
  const wing = (sign: number) => `${foot.x + back.y * half * sign},${foot.y + back.x * half * sign}`;
  const at = (a: number, b: number, c: number, d: number) => (a + 3 * b + 3 * c + d) / 8;
  return {
    path: `M${start.x} ${start.y}C${c1.x} ${c1.y} ${c2.x} ${c2.y} ${foot.x} ${foot.y}`,
    head: `${tip.x},${tip.y} ${wing(1)} ${wing(-1)}`,
    middle: { x: at(start.x, c1.x, c2.x, foot.x), y: at(start.y, c1.y, c2.y, foot.y) },
  };
}

/** All arrows; those that share a side of a card leave and arrive beside each other, in the order of their other ends. */
export function curves(links: readonly Ends[], boxes: ReadonlyMap<number, Box>): Curve[] {
  const drawn = links.flatMap((link) => {
    const [cause, effect] = [boxes.get(link.cause), boxes.get(link.effect)];
    return cause && effect ? [{ link, cause, effect, way: way(cause, effect, boxes.values()) }] : [];
  });
  const ports = new Map<string, { key: string; towards: number }[]>();
  const dock = (box: Box, side: Side, key: string, towards: number) => {
    const place = `${box.id} ${side}`;
    ports.set(place, [...(ports.get(place) ?? []), { key, towards }]);
  };
  for (const one of drawn) {
    dock(one.cause, one.way.from, `${one.link.id} from`, centre(one.effect));
    dock(one.effect, one.way.to, `${one.link.id} to`, centre(one.cause));
  }
  for (const list of ports.values()) list.sort((a, b) => a.towards - b.towards);
  const point = (box: Box, side: Side, key: string): Point => {
    const list = ports.get(`${box.id} ${side}`) ?? [];
    const place = list.findIndex((port) => port.key === key) - (list.length - 1) / 2;
    if (side === "left" || side === "right") {
      const step = Math.min(16, (CARD.height - MARGIN) / Math.max(1, list.length));
      return { x: box.x + (side === "right" ? CARD.width : 0), y: box.y + CARD.height / 2 + place * step };
    }
    const step = Math.min(SPACING, (CARD.width - 2 * MARGIN) / Math.max(1, list.length));
    return { x: centre(box) + place * step, y: box.y + (side === "bottom" ? CARD.height : 0) };
  };
  return drawn.map(({ link, cause, effect, way: { from, to } }) => ({
    ...link,
    ...curve(point(cause, from, `${link.id} from`), from, point(effect, to, `${link.id} to`), to),
  }));
}
