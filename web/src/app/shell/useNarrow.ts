import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 767px)";

function watch(changed: () => void): () => void {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** Whether the window is a phone's: below 768 px. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(QUERY).matches);
}
