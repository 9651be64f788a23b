import { type PointerEvent as ReactPointerEvent, useEffect, useEffectEvent, useRef, useState } from "react";

/** How near to the edge of the window one drags for it to move on, and how far it moves then. */
const EDGE_PX = 72;
const STEP_PX = 14;

interface Dragged {
  code: string;
  group: string;
}

/**
 * Dragging by a handle, with mouse, pen or finger: while the pointer is over another place of the same group, the
 * dragged one is put there. The pointer must leave a place before it counts again, so that places of unlike size do
 * not swap to and fro. The window listens, as the dragged element itself moves within the document.
 */
export function useDrag(onOver: (code: string, onto: string) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const over = useRef<string | null>(null);

  const move = useEffectEvent((event: PointerEvent) => {
    if (!dragged) return;
    if (event.clientY < EDGE_PX) window.scrollBy(0, -STEP_PX);
    if (event.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, STEP_PX);
    const place = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest<HTMLElement>("[data-place]"))
      .find((element) => element?.dataset.group === dragged.group);
    const onto = place?.dataset.place ?? null;
    if (onto === over.current) return;
    over.current = onto;
    if (onto !== null && onto !== dragged.code) onOver(dragged.code, onto);
  });

  useEffect(() => {
    if (!dragged) return undefined;
    const end = () => setDragged(null);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
  }, [dragged]);

  const grab = (code: string, group: string) => (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    over.current = code;
    setDragged({ code, group });
  };
  return { dragged: dragged?.code ?? null, grab };
}
