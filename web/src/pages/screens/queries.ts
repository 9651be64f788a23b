/** Calls and query keys of big screens. */
import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Screen, ScreenBlocks, ScreenData, ScreenLink, ScreenSummary, ScreenTemplate } from "@/api/types";

export const fetchScreen = (id: number, signal?: AbortSignal) => get<Screen>(`/api/screens/${id}`, {}, signal);
export const fetchData = (id: number, signal?: AbortSignal) => get<ScreenData>(`/api/screens/${id}/data`, {}, signal);

export const useScreens = () =>
  useQuery({ queryKey: ["screens"], queryFn: ({ signal }) => get<ScreenSummary[]>("/api/screens", {}, signal) });

export const useTemplates = () =>
  useQuery({
    queryKey: ["screen-templates"],
    queryFn: ({ signal }) => get<ScreenTemplate[]>("/api/screens/templates", {}, signal),
    staleTime: Infinity,
  });

export const useScreen = (id: number) =>
  useQuery({ queryKey: ["screen", id], queryFn: ({ signal }) => fetchScreen(id, signal) });

export const useBlocks = () =>
  useQuery({
    queryKey: ["screen-blocks"],
    queryFn: ({ signal }) => get<ScreenBlocks>("/api/screens/building-blocks", {}, signal),
    staleTime: 300_000,
  });

export const useLinks = (id: number | null) =>
  useQuery({
    queryKey: ["screen-links", id],
    queryFn: ({ signal }) => get<ScreenLink[]>(`/api/screens/${id}/links`, {}, signal),
    enabled: id !== null,
  });
