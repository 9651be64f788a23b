import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Alike } from "@/api/gen";
import type { Slice } from "@/api/queries";

export type Among = Alike["among"];

export const useAlike = (code: string, { period, org }: Slice, among: Among, group: string | null) =>
  useQuery({
    queryKey: ["figures", code, "alike", period, org, among, group],
    queryFn: ({ signal }) => get<Alike>(`/api/indicators/${encodeURIComponent(code)}/alike`, { period, org, among, group }, signal),
    placeholderData: keepPreviousData,
  });
