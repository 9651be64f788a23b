import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { OddNow } from "@/api/gen";

/** How soon to ask again while the server is still looking, and while what it knows may be getting old. */
const LOOKING_MS = 2_500;
const AGAIN_MS = 300_000;

/** What is odd now over all KPIs; the server looks for it behind the requests. */
export const useOddNow = (org: string | null) =>
  useQuery({
    queryKey: ["odd", org],
    queryFn: ({ signal }) => get<OddNow>("/api/anomalies", { org }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.state === "working" ? LOOKING_MS : AGAIN_MS),
    staleTime: 60_000,
  });
