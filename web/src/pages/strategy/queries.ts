/** What the strategy pages ask the server. */
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { get } from "@/api/client";
import { live } from "@/api/live";
import type { Slice } from "@/api/queries";
import type { ReadyStrategy, Strategy, StrategySummary } from "./types";

export const strategyKey = (id: number, { period, org }: Slice) => ["figures", "strategy", id, period, org] as const;

export const fetchStrategy = (id: number, { period, org }: Slice, signal?: AbortSignal) =>
  get<Strategy>(`/api/strategies/${id}`, { period, org }, signal);

export const useStrategies = () =>
  useQuery({ queryKey: ["strategies"], queryFn: ({ signal }) => get<StrategySummary[]>("/api/strategies", {}, signal) });

export const useStrategy = (id: number | null, slice: Slice) =>
  useQuery({
    queryKey: strategyKey(id ?? 0, slice),
    queryFn: ({ signal }) => fetchStrategy(id ?? 0, slice, signal),
    placeholderData: keepPreviousData,
    enabled: id !== null,
  });

export const useReadyStrategies = () =>
  useQuery({
    queryKey: ["strategy-templates"],
    queryFn: ({ signal }) => get<ReadyStrategy[]>("/api/strategies/templates", {}, signal),
    staleTime: Infinity,
  });

/** Read strategies anew: after a change of one's own, or when the server tells of somebody else's. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ["strategies"] }),
      client.invalidateQueries({ queryKey: ["figures", "strategy"] }),
    ]);
  };
}

/** Follow what others do on the maps. */
export function useMapNews(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      live.on("strategy", () => {
        void client.invalidateQueries({ queryKey: ["strategies"] });
        void client.invalidateQueries({ queryKey: ["figures", "strategy"] });
      }),
    [client],
  );
}

/** The strategy to show first: the one in force this year, else the newest in force, else the newest. */
export function firstChoice(all: readonly StrategySummary[], year: number): StrategySummary | null {
  const active = all.filter((one) => one.state === "active");
  return active.find((one) => one.year === year) ?? active[0] ?? all.find((one) => one.year === year) ?? all[0] ?? null;
}
