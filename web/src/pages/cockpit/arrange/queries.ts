/** The person's arrangement of the cockpit, as the server keeps it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, put, remove } from "@/api/client";
import type { Arrangement, CockpitLayout } from "@/api/gen";

const LAYOUT = "/api/cockpit/layout";
const KEY = ["arrangement"] as const;

export const useArrangement = () =>
  useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<CockpitLayout>(LAYOUT, {}, signal),
    staleTime: 300_000,
  });

export function useKeepArrangement() {
  const client = useQueryClient();
  const known = (layout: CockpitLayout) => client.setQueryData(KEY, layout);
  const stale = () => void client.invalidateQueries({ queryKey: KEY });
  const keep = useMutation({
    mutationFn: (wanted: Arrangement) => put<CockpitLayout>(LAYOUT, wanted),
    onSuccess: known,
    onError: stale,
  });
  const reset = useMutation({ mutationFn: () => remove<CockpitLayout>(LAYOUT), onSuccess: known });
  return { keep, reset };
}
