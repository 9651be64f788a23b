import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { CardOutlook, CardOutlooks } from "@/api/gen";
import type { Slice } from "@/api/queries";
import { useOnFacts } from "@/api/useOnFacts";

/** Forecasts move little with one document: asked again now and then. */
const PAUSE_MS = 15_000;

/** Where the cards on the page will end their period, asked once the cards themselves are there. */
export function useOutlooks({ period, org }: Slice, codes: readonly string[]): ReadonlyMap<string, CardOutlook> {
  const { data, refetch } = useQuery({
    queryKey: ["outlooks", period, org, codes],
    queryFn: ({ signal }) => get<CardOutlooks>("/api/cockpit/outlook", { period, org, codes }, signal),
    enabled: codes.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  useOnFacts(() => void (codes.length > 0 && refetch()), PAUSE_MS);
  return new Map(data?.period === period ? data.cards.map((one) => [one.code, one]) : []);
}
