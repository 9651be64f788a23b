import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { today } from "@/lib/period";
import type { Filter, Grouping } from "./rows";
import { type Grain, holderKey, type HolderRef, holderOf, type Measure, MEASURES } from "./types";

export type View = "mine" | "all";

export interface TargetState {
  view: View | null;
  year: number;
  grain: Grain;
  indicator: string | null;
  holder: HolderRef | null;
  below: boolean;
  measure: Measure;
  grouping: Grouping;
  filter: Filter;
}

const GRAINS: readonly Grain[] = ["month", "quarter", "year", "all"];
const FILTERS: readonly Filter[] = ["draft", "proposed", "agreed", "returned", "uneven"];

const oneOf = <T extends string>(known: readonly T[], text: string | null, fallback: T): T =>
  known.includes(text as T) ? (text as T) : fallback;

/** What the page shows, in its address: a link shows another person the same. */
export function readState(search: URLSearchParams): TargetState {
  const year = Number(search.get("year"));
  const view = search.get("view");
  return {
    view: view === "mine" || view === "all" ? view : null,
    year: Number.isInteger(year) && year >= 1990 && year <= 2100 ? year : Number(today().slice(0, 4)),
    grain: oneOf(GRAINS, search.get("grain"), "month"),
    indicator: search.get("indicator"),
    holder: holderOf(search.get("holder")),
    below: search.get("below") !== "no",
    measure: oneOf(MEASURES, search.get("show"), "amount"),
    grouping: search.get("by") === "indicator" ? "indicator" : "holder",
    filter: oneOf(FILTERS, search.get("state"), "all"),
  };
}

export function writeState(search: URLSearchParams, part: Partial<TargetState>): URLSearchParams {
  const next = new URLSearchParams(search);
  const set = (name: string, value: string | null | undefined) => (value ? next.set(name, value) : next.delete(name));
  if (part.view !== undefined) set("view", part.view);
  if (part.year !== undefined) set("year", String(part.year));
  if (part.grain !== undefined) set("grain", part.grain);
  if (part.indicator !== undefined) set("indicator", part.indicator);
  if (part.holder !== undefined) set("holder", part.holder && holderKey(part.holder));
  if (part.below !== undefined) set("below", part.below ? null : "no");
  if (part.measure !== undefined) set("show", part.measure === "amount" ? null : part.measure);
  if (part.grouping !== undefined) set("by", part.grouping === "holder" ? null : part.grouping);
  if (part.filter !== undefined) set("state", part.filter === "all" ? null : part.filter);
  return next;
}

export function useTargetState(): [TargetState, (part: Partial<TargetState>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback((part: Partial<TargetState>) => setSearch((now) => writeState(now, part), { replace: true }), [setSearch]);
  return [readState(search), change];
}
