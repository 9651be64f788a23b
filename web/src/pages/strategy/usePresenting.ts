import { useSyncExternalStore } from "react";

function watch(changed: () => void): () => void {
  document.addEventListener("fullscreenchange", changed);
  return () => document.removeEventListener("fullscreenchange", changed);
}

/** Whether the page has the whole screen: then the map is all there is on it, with its dialogs above. */
export function usePresenting() {
  const presenting = useSyncExternalStore(watch, () => document.fullscreenElement !== null);
  const toggle = () => {
    void (presenting ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  };
  return { presenting, toggle };
}
