import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { live, type LiveStatus } from "@/api/live";
import { FACT_KEYS } from "@/api/queries";

/** Changes that come in a burst (a batch of documents) are answered by one refresh. */
const GATHER_MS = 120;

/** Keep figures and documents fresh while the shell is on the screen. */
export function useLiveUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (keys: readonly string[]) => {
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    };
    const gather = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh(FACT_KEYS);
      }, GATHER_MS);
    };
    const ends = [
      live.on("facts", gather),
      live.on("document", (event) => void client.invalidateQueries({ queryKey: ["documents", event.model] })),
      live.on("resumed", () => refresh([...FACT_KEYS, "documents"])),
    ];
    live.start();
    return () => {
      for (const end of ends) end();
      clearTimeout(timer);
      live.stop();
    };
  }, [client]);
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(live.watch, () => live.status);
}
