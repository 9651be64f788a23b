/** What the checkup pages ask the server. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Checkup } from "@/api/gen";

export const useCheckup = (year: number, indicator?: string) =>
  useQuery({
    queryKey: ["figures", "checkup", year, indicator ?? ""],
    queryFn: ({ signal }) => get<Checkup>("/api/checkup", { year, indicator }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
