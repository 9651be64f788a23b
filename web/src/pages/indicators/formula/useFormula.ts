import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { call, get, post } from "@/api/client";
import type { BlockItem, BuildingBlocks, FormulaCheck, Preview, Suggestion } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import { useDebounced } from "@/meta/fields/useDebounced";
import { wordsOf } from "./words";

/** How long typing must rest before the formula is looked at. */
const REST_MS = 300;

/** The names formulas are built of, in the language on the screen. */
export function useWords() {
  const { language } = useWrite();
  const query = useQuery({
    queryKey: ["indicators", "building-blocks", language],
    queryFn: ({ signal }) => get<BuildingBlocks>("/api/formula/building-blocks", {}, signal),
    staleTime: 300_000,
  });
  const words = useMemo(() => query.data && wordsOf(query.data, language), [query.data, language]);
  return { words, error: query.error, refetch: query.refetch };
}

export interface FormulaAnswer {
  /** The last answer, perhaps of an earlier text. */
  data: Preview | undefined;
  error: Error | null;
  /** Whether it is the answer to the text as it stands. */
  fresh: boolean;
}

/** The check and the twelve months of a formula, soon after typing has come to rest. */
export function useFormula(formula: string, org: string | null, unit: string | null, code: string | null): FormulaAnswer {
  const { language } = useWrite();
  const asked = useDebounced(formula, REST_MS);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ["figures", "formula-preview", asked, org, unit, code, language],
    queryFn: ({ signal }) =>
      call<Preview>("POST", "/api/formula/preview", { body: { formula: asked, org, unit, code }, signal }),
    enabled: asked.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const empty = formula.trim() === "";
  return { data: empty ? undefined : data, error, fresh: !empty && asked === formula && !isPlaceholderData && data !== undefined };
}

/** What a formula is made of down to the facts, with the indicators in it taken apart. */
export async function takenApart(formula: string): Promise<BlockItem[]> {
  const { blocks } = await post<FormulaCheck>("/api/formula/check", { formula, inline: true });
  return blocks ?? [];
}

export const suggestionsFor = (formula: string, position: number, signal: AbortSignal) =>
  call<Suggestion[]>("POST", "/api/formula/suggest", { body: { formula, position }, signal });
