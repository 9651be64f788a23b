/** Query keys and hooks; the first part of a key says what makes it stale. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "./client";
import type { Cockpit, Documents, FormulaNode, Health, Indicator, IndicatorSummary, OrgUnit, Values } from "./types";

/** First parts of the keys whose answers move with the facts. */
export const FACT_KEYS = ["cockpit", "figures"] as const;

export interface Slice {
  period: string;
  org: string | null;
}

export const useHealth = (poll: boolean) =>
  useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => get<Health>("/api/health", {}, signal),
    refetchInterval: (query) => (poll && query.state.data?.ready !== true ? 1_500 : false),
    staleTime: 5_000,
  });

export const useOrgTree = () =>
  useQuery({
    queryKey: ["org"],
    queryFn: ({ signal }) => get<OrgUnit[]>("/api/org/tree", {}, signal),
    staleTime: 300_000,
  });

export const useCockpit = ({ period, org }: Slice) =>
  useQuery({
    queryKey: ["cockpit", period, org],
    queryFn: ({ signal }) => get<Cockpit>("/api/cockpit", { period, org }, signal),
    placeholderData: keepPreviousData,
  });

export const useIndicators = () =>
  useQuery({
    queryKey: ["indicators"],
    queryFn: ({ signal }) => get<IndicatorSummary[]>("/api/indicators", {}, signal),
    staleTime: 300_000,
  });

export const useIndicator = (code: string) =>
  useQuery({
    queryKey: ["indicators", code],
    queryFn: ({ signal }) => get<Indicator>(`/api/indicators/${encodeURIComponent(code)}`, {}, signal),
    staleTime: 300_000,
  });

export interface ValuesQuestion {
  from: string;
  to: string;
  grain: string;
  by?: string;
  org: string | null;
}

export const useValues = (code: string, question: ValuesQuestion, enabled = true) =>
  useQuery({
    queryKey: ["figures", code, "values", question],
    queryFn: ({ signal }) =>
      get<Values>(`/api/indicators/${encodeURIComponent(code)}/values`, { ...question }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useExplain = (code: string, { period, org }: Slice) =>
  useQuery({
    queryKey: ["figures", code, "explain", period, org],
    queryFn: ({ signal }) =>
      get<FormulaNode>(`/api/indicators/${encodeURIComponent(code)}/explain`, { period, org }, signal),
    placeholderData: keepPreviousData,
  });

export interface DocumentsQuestion extends Slice {
  by?: string | undefined;
  member?: string | undefined;
  /** One row a document instead of one a line. */
  group?: "document" | undefined;
  /** Only the lines of this one. */
  document?: string | undefined;
  offset: number;
  limit: number;
}

export const useDocuments = (code: string, question: DocumentsQuestion) =>
  useQuery({
    queryKey: ["figures", code, "documents", question],
    queryFn: ({ signal }) =>
      get<Documents>(`/api/indicators/${encodeURIComponent(code)}/documents`, { ...question }, signal),
    placeholderData: keepPreviousData,
  });
