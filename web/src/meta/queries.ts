/** What lists and forms ask of the server; the second part of a documents key is the model. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, post } from "@/api/client";
import type { Document, LinkGroup, NewDocument, Page, PageSummary, Search, SearchResult, TrailEntry, View } from "./types";

const path = (page: string, rest = "") => `/api/documents/${encodeURIComponent(page)}${rest}`;

export const usePage = (page: string) =>
  useQuery({
    queryKey: ["pages", page],
    queryFn: ({ signal }) => get<Page>(`/api/pages/${encodeURIComponent(page)}`, {}, signal),
    staleTime: 600_000,
  });

/** The pages of the person's menu: which models they show and what may be done there. */
export const usePages = () =>
  useQuery({
    queryKey: ["pages"],
    queryFn: ({ signal }) => get<PageSummary[]>("/api/pages", {}, signal),
    staleTime: 600_000,
  });

export const useList = (page: Page, search: Search) =>
  useQuery({
    queryKey: ["documents", page.model, "list", page.page, search],
    queryFn: () => post<SearchResult>(path(page.page, "/search"), search),
    placeholderData: keepPreviousData,
  });

export const useViews = (page: string) =>
  useQuery({
    queryKey: ["views", page],
    queryFn: ({ signal }) => get<{ views: View[] }>(path(page, "/views"), {}, signal),
    select: (found) => found.views,
    staleTime: 300_000,
  });

export const documentKey = (model: string, id: string) => ["documents", model, "form", id] as const;

export const documentQuery = (page: Page, id: string) => ({
  queryKey: documentKey(page.model, id),
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Document>(path(page.page, `/${id}`), {}, signal),
});

export const useDocument = (page: Page, id: string) => useQuery({ ...documentQuery(page, id), retry: false });

export const useDefaults = (page: Page) =>
  useQuery({
    queryKey: ["defaults", page.page],
    queryFn: () => post<NewDocument>(path(page.page, "/defaults")),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const useTrail = (page: Page, id: string) =>
  useQuery({
    queryKey: ["documents", page.model, "trail", id],
    queryFn: ({ signal }) => get<TrailEntry[]>(path(page.page, `/${id}/trail`), {}, signal),
  });

export const useLinks = (page: Page, id: string) =>
  useQuery({
    queryKey: ["documents", page.model, "links", id],
    queryFn: ({ signal }) => get<LinkGroup[]>(path(page.page, `/${id}/links`), {}, signal),
  });

export { path as documentPath };
