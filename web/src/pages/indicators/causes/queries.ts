/** What the causes page asks the server. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Anomalies, Causes, Forecast, WhatIf } from "@/api/gen";
import type { Slice } from "@/api/queries";

export const AGAINST = ["prior", "last_year", "target", "shift"] as const;
export type Against = (typeof AGAINST)[number];

const path = (code: string, what: string) => `/api/indicators/${encodeURIComponent(code)}/${what}`;

export const useCauses = (code: string, { period, org }: Slice, against: Against) =>
  useQuery({
    queryKey: ["figures", code, "causes", period, org, against],
    queryFn: ({ signal }) => get<Causes>(path(code, "causes"), { period, org, against }, signal),
    placeholderData: keepPreviousData,
  });

export const useForecast = (code: string, { period, org }: Slice) =>
  useQuery({
    queryKey: ["figures", code, "forecast", period, org],
    queryFn: ({ signal }) => get<Forecast>(path(code, "forecast"), { period, org }, signal),
    placeholderData: keepPreviousData,
  });

export const useAnomalies = (code: string, { period, org }: Slice) =>
  useQuery({
    queryKey: ["figures", code, "anomalies", period, org],
    queryFn: ({ signal }) => get<Anomalies>(path(code, "anomalies"), { period, org }, signal),
    placeholderData: keepPreviousData,
  });

/** Suppose that parts of the formula were larger or smaller by a fraction. */
export const useWhatIf = (code: string, { period, org }: Slice) =>
  useMutation({
    mutationFn: (changes: { id: string; factor: string }[]) =>
      post<WhatIf>(path(code, "what-if"), { period, org, changes }),
  });
