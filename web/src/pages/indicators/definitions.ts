/** Reading and changing the company's own definitions of indicators. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, put } from "@/api/client";
import { FACT_KEYS } from "@/api/queries";
import type { Indicator, IndicatorSummary, Version } from "@/api/types";

const path = (code: string) => `/api/indicators/${encodeURIComponent(code)}`;

/** All indicators, also those out of use and those whose formula no longer fits. */
export const useLibrary = () =>
  useQuery({
    queryKey: ["indicators", "all"],
    queryFn: ({ signal }) => get<IndicatorSummary[]>("/api/indicators", { retired: "true" }, signal),
    staleTime: 60_000,
  });

/** All versions of an indicator, newest first. */
export const useVersions = (code: string | null) =>
  useQuery({
    queryKey: ["indicators", code, "versions"],
    queryFn: ({ signal }) => get<Version[]>(`${path(code ?? "")}/versions`, {}, signal),
    enabled: code !== null,
    staleTime: 10_000,
  });

/** A change after which lists, versions and figures are asked again. */
function useChange<T>(work: (given: T) => Promise<Indicator>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    // Who saved goes on at once; what is shown elsewhere follows.
    onSuccess: () => {
      for (const key of ["indicators", ...FACT_KEYS]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}

export interface Saved {
  code: string;
  /** The number of the version that was changed; null makes a new indicator. */
  version: number | null;
  body: Record<string, unknown>;
}

export const useSave = () =>
  useChange(({ code, version, body }: Saved) =>
    version === null
      ? post<Indicator>("/api/indicators", { code, ...body })
      : put<Indicator>(path(code), { ...body, version }),
  );

export const useRetire = () =>
  useChange(({ code, reason, back }: { code: string; reason: string; back: boolean }) =>
    post<Indicator>(`${path(code)}/${back ? "restore" : "retire"}`, { reason }),
  );
