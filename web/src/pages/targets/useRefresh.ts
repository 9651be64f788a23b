import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { live } from "@/api/live";
import { TARGETS } from "./queries";

const GATHER_MS = 400;

/** Many changes in a burst are answered by one reading; the answer ends it. */
function follow(client: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: [TARGETS, "grid"] });
    }, GATHER_MS);
  };
  const ends = [
    live.on("document", (event) => event.model === "baton.kpi.target" && refresh()),
    live.on("facts", (event) => event.facts.includes("target") && refresh()),
    live.on("resumed", refresh),
  ];
  return () => {
    for (const end of ends) end();
    clearTimeout(timer);
  };
}

/** Read the targets again when somebody else has changed some; what is typed here stays. */
export function useRefresh(): void {
  const client = useQueryClient();
  useEffect(() => follow(client), [client]);
}
