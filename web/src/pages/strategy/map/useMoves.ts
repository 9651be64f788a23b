import { useEffect, useEffectEvent, useState } from "react";
import type { Values } from "../edit/merge";
import type { Stored, Writes } from "../edit/useWrites";
import type { PerspectiveKey, Strategy } from "../types";
import type { Place } from "./layout";

interface Stand extends Place {
  perspective: string;
}

interface Target {
  perspective: PerspectiveKey;
  places: Place[];
}

const MOST = 50;

/** Moving objectives about, and back again: the button or Ctrl+Z undoes the moves of this visit, last first. */
export function useMoves(strategy: Strategy, writes: Writes) {
  const [past, setPast] = useState<Stand[]>([]);

  const put = async (id: number, { perspective, places }: { perspective: string; places: Place[] }) => {
    const one = strategy.objectives.find((each) => each.id === id);
    if (!one) return false;
    const placed = await writes.place(places);
    if (!placed || one.perspective === perspective) return placed;
    return writes.save("objectives", one as unknown as Values & Stored, { perspective }, one.name);
  };
  const move = async (id: number, to: Target, from: Stand) => {
    const place = to.places.find((one) => one.objective === id);
    if (place && place.x === from.x && place.y === from.y && to.perspective === from.perspective) return;
    setPast((stack) => [...stack.slice(1 - MOST), from]);
    if (!(await put(id, to))) setPast((stack) => stack.filter((one) => one !== from));
  };
  const undo = async () => {
    const last = past.at(-1);
    if (!last) return;
    setPast((stack) => stack.slice(0, -1));
    const { perspective, ...place } = last;
    await put(last.objective, { perspective, places: [place] });
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, [contenteditable=true]");
    if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (past.length === 0) return;
    event.preventDefault();
    void undo();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return { move, undo, canUndo: past.length > 0 };
}
