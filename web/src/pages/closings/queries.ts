/** Calls and query keys of closed periods. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Closing, ClosingDetail, PeriodOption, PublishedValue } from "@/api/gen";

export type { Closing, ClosingDetail, PublishedValue };

export const useClosings = () =>
  useQuery({ queryKey: ["closings"], queryFn: ({ signal }) => get<Closing[]>("/api/closings", {}, signal) });

export const useClosing = (period: string) =>
  useQuery({
    queryKey: ["closings", period],
    queryFn: ({ signal }) => get<ClosingDetail>(`/api/closings/${encodeURIComponent(period)}`, {}, signal),
    placeholderData: keepPreviousData,
  });

export const usePeriods = (grain: string) =>
  useQuery({
    queryKey: ["periods", grain],
    queryFn: ({ signal }) => get<PeriodOption[]>("/api/periods", { grain }, signal),
    staleTime: 300_000,
  });

export const close = (period: string, note: string | null) => post<Closing>(`/api/periods/${encodeURIComponent(period)}/close`, { note });
export const restate = (period: string, reason: string, indicators: string[]) =>
  post<ClosingDetail>(`/api/periods/${encodeURIComponent(period)}/restate`, { reason, indicators });
