import { useSearchParams } from "react-router";
import { type ListState, readState, writeState } from "./address";

/** The list's state from the address, and how to change part of it (which goes back to page one). */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const [search, setSearch] = useSearchParams();
  const state = readState(search);
  const change = (part: Partial<ListState>) => setSearch(writeState({ ...state, page: 1, ...part }), { replace: true });
  return [state, change];
}
