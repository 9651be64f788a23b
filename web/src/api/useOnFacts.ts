import { useEffect, useEffectEvent } from "react";
import { live } from "./live";

/** Let this much time pass before the first answer to a change: several come together. */
const GATHER_MS = 300;

/**
 * Call `action` when facts change, at most once in `pause` milliseconds: for what is dear to work out and need not
 * move with every document.
 */
export function useOnFacts(action: () => void, pause: number): void {
  const act = useEffectEvent(action);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = Date.now() - pause;
    const end = live.on("facts", () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          last = Date.now();
          act();
        },
        Math.max(GATHER_MS, last + pause - Date.now()),
      );
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [pause]);
}
