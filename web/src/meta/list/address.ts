/** The state of a list in its address, so that it can be kept, shared and gone back to. */
import type { Condition, SortKey } from "../types";

export interface ListState {
  q: string;
  tab: string;
  filters: Condition[];
  sort: SortKey[] | null;
  columns: string[] | null;
  page: number;
  size: number;
}

export const SIZES = [20, 50, 100, 200];
const SIZE = 50;

export function readState(search: URLSearchParams): ListState {
  const size = Number(search.get("size"));
  const sort = search.get("sort");
  const columns = search.get("columns");
  return {
    q: search.get("q") ?? "",
    tab: search.get("tab") ?? "",
    filters: readConditions(search.get("filters")),
    sort: sort ? sort.split(",").map(readSort) : null,
    columns: columns ? columns.split(",") : null,
    page: Math.max(1, Number(search.get("page")) || 1),
    size: SIZES.includes(size) ? size : SIZE,
  };
}

export function writeState(state: ListState): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string) => value && search.set(name, value);
  put("q", state.q);
  put("tab", state.tab);
  put("filters", state.filters.length ? JSON.stringify(state.filters) : "");
  put("sort", (state.sort ?? []).map((key) => (key.direction === "desc" ? `-${key.field}` : key.field)).join(","));
  put("columns", (state.columns ?? []).join(","));
  put("page", state.page > 1 ? String(state.page) : "");
  put("size", state.size === SIZE ? "" : String(state.size));
  return search;
}

const readSort = (text: string): SortKey =>
  text.startsWith("-") ? { field: text.slice(1), direction: "desc" } : { field: text, direction: "asc" };

function readConditions(text: string | null): Condition[] {
  if (!text) return [];
  try {
    const found: unknown = JSON.parse(text);
    if (!Array.isArray(found)) return [];
    return found.filter((one): one is Condition => typeof one?.field === "string" && typeof one?.operator === "string");
  } catch {
    return []; // A mistyped address shows the whole list rather than an error.
  }
}
