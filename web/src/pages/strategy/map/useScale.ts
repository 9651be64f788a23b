import { useEffect, useRef, useState } from "react";
import type { Strategy } from "../types";
import { lay, WIDTH } from "./layout";

/** Below this width of the window's content, the map is a list. */
const LEAST = 720;
const LARGEST = 1.6;

/**
 * How large the map is drawn in the room it has; null where the room is too narrow for a drawing. On a full screen the
 * whole map is seen at once.
 */
export function useScale(strategy: Strategy) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0, full: false });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const top = element.getBoundingClientRect().top;
      const full = document.fullscreenElement !== null;
      setRoom({ width: element.clientWidth, height: full ? window.innerHeight - top - 20 : 0, full });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    document.addEventListener("fullscreenchange", measure);
    return () => {
      observer.disconnect();
      document.removeEventListener("fullscreenchange", measure);
    };
  }, []);
  const { width, height, full } = room;
  const byWidth = Math.min(LARGEST, width / WIDTH);
  const scale = full ? Math.min(byWidth, Math.max(0.5, height / lay(strategy.objectives).height)) : byWidth;
  return { frame, width, scale: width < LEAST ? null : scale };
}
