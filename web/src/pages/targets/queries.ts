/** Calls and query keys of targets; everything starts with `targets`, so that one refresh reaches all. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, post, put, upload } from "@/api/client";
import type { Cascaded, CascadeRequest, CellWrite, Grain, HolderOption, HolderRef, Imported, Planned, PlanRequest, StepResult, TargetChange, TargetGrid, TargetNode, TargetsWritten } from "./types";

export const TARGETS = "targets";

export interface GridQuestion {
  year: number;
  grain: Grain;
  indicator: string | null;
  holder: HolderRef | null;
  below: boolean;
}

const FIELD = { unit: "org", position: "position", person: "person" } as const;

export const fetchGrid = ({ year, grain, indicator, holder, below }: GridQuestion, signal?: AbortSignal) =>
  get<TargetGrid>(
    "/api/targets",
    { year, grain, indicator, below: below ? "true" : "false", ...(holder ? { [FIELD[holder.kind]]: holder.key } : {}) },
    signal,
  );

export const gridKey = (question: GridQuestion) => [TARGETS, "grid", question] as const;

export const useGrid = (question: GridQuestion, enabled = true) =>
  useQuery({
    queryKey: gridKey(question),
    queryFn: ({ signal }) => fetchGrid(question, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useHolders = () =>
  useQuery({
    queryKey: [TARGETS, "holders"],
    queryFn: ({ signal }) => get<HolderOption[]>("/api/targets/holders", {}, signal),
    staleTime: 120_000,
  });

export const useHistory = (id: number | null) =>
  useQuery({
    queryKey: [TARGETS, "history", id],
    queryFn: ({ signal }) => get<TargetChange[]>(`/api/targets/${id}/history`, {}, signal),
    enabled: id !== null,
  });

export const useTree = (id: number | null) =>
  useQuery({
    queryKey: [TARGETS, "tree", id],
    queryFn: ({ signal }) => get<TargetNode>(`/api/targets/${id}/tree`, {}, signal),
    enabled: id !== null,
  });

export const writeCells = (cells: readonly CellWrite[], more: { reason?: string | null; confirmed?: boolean; propose?: boolean } = {}) =>
  put<TargetsWritten>("/api/targets", { cells, ...more });
export const plan = (body: PlanRequest) => post<Planned>("/api/targets/plan", body);
export const cascade = (body: CascadeRequest) => post<Cascaded>("/api/targets/cascade", body);
export const fromTemplate = (body: { position: string; year: number; units?: string[] | null; apply?: boolean; confirmed?: boolean }) =>
  post<Cascaded>("/api/targets/template", body);
export type Step = "propose" | "agree" | "return";
export const step = (which: Step, ids: readonly number[], note: string | null) => post<StepResult>(`/api/targets/${which}`, { ids, note });

const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** A browser leaves the type of a file empty where no Office is installed. */
export const importFile = (file: Blob, more: { apply?: boolean; confirmed?: boolean } = {}) =>
  upload<Imported>("/api/targets/import", new Blob([file], { type: EXCEL }), {
    apply: more.apply ? "true" : "false",
    confirmed: more.confirmed ? "true" : "false",
  });
