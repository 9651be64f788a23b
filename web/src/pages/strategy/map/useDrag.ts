import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { Point } from "./curves";

/** How far the pointer moves before a press becomes a drag, in pixels of the screen. */
const THRESHOLD = 4;

export type Grab = "card" | "link";

export interface Dragging {
  kind: Grab;
  id: number;
  /** Where the card's corner, or the arrow's tip, is now. */
  at: Point;
  moved: boolean;
}

interface Start {
  kind: Grab;
  id: number;
  pointer: Point;
  origin: Point;
}

interface Options {
  scale: number;
  onDrop: (id: number, at: Point) => void;
  onConnect: (cause: number, effect: number) => void;
}

const objectiveAt = (x: number, y: number): number | null => {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-objective]");
  return card ? Number(card.dataset["objective"]) : null;
};

/** Dragging cards, and drawing links from card to card; Escape gives up. */
export function useDrag({ scale, onDrop, onConnect }: Options) {
  const [dragging, setDragging] = useState<Dragging | null>(null);
  const start = useRef<Start | null>(null);
  const moved = useRef(false);

  useEffect(() => {
    if (!dragging) return;
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      start.current = null;
      setDragging(null);
    };
    window.addEventListener("keydown", cancel);
    return () => window.removeEventListener("keydown", cancel);
  }, [dragging]);

  const begin = (kind: Grab, id: number, origin: Point) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    if (kind === "link") event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { kind, id, pointer: { x: event.clientX, y: event.clientY }, origin };
    moved.current = false;
    if (kind === "link") setDragging({ kind, id, at: origin, moved: false });
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = start.current;
    if (!from) return;
    const [dx, dy] = [event.clientX - from.pointer.x, event.clientY - from.pointer.y];
    if (!moved.current && Math.hypot(dx, dy) < THRESHOLD) return;
    moved.current = true;
    const at = { x: from.origin.x + dx / scale, y: from.origin.y + dy / scale };
    setDragging({ kind: from.kind, id: from.id, at, moved: true });
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    const from = start.current;
    start.current = null;
    setDragging(null);
    if (!from || !moved.current) return;
    if (from.kind === "card") {
      onDrop(from.id, {
        x: from.origin.x + (event.clientX - from.pointer.x) / scale,
        y: from.origin.y + (event.clientY - from.pointer.y) / scale,
      });
      return;
    }
    const effect = objectiveAt(event.clientX, event.clientY);
    if (effect !== null && effect !== from.id) onConnect(from.id, effect);
  };
  const cancel = () => {
    start.current = null;
    setDragging(null);
  };
  return {
    dragging,
    /** Whether the press that just ended was a drag: then it is no click. */
    wasDrag: () => moved.current,
    handlers: (kind: Grab, id: number, origin: Point) => ({
      onPointerDown: begin(kind, id, origin),
      onPointerMove: move,
      onPointerUp: end,
      onPointerCancel: cancel,
    }),
  };
}
