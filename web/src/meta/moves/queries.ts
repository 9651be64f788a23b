/** What the panel of moved KPIs asks of the server. */
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { DocumentIndicators } from "@/api/gen";
import { useOnFacts } from "@/api/useOnFacts";
import { documentPath } from "../queries";
import type { Page } from "../types";

/** Figures are worked out with the document and without it: while business goes on, not at every change of it. */
const PAUSE_MS = 8_000;

export function useMoves(page: Page, id: string) {
  const query = useQuery({
    queryKey: ["documents", page.model, "moves", id],
    queryFn: ({ signal }) => get<DocumentIndicators>(documentPath(page.page, `/${id}/indicators`), {}, signal),
    retry: false,
  });
  const { refetch } = query;
  useOnFacts(() => void refetch(), PAUSE_MS);
  return query;
}
