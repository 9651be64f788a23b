import { useCallback } from "react";
import { useSearchParams } from "react-router";
import type { Slice } from "@/api/queries";
import { parsePeriod, periodOf, today } from "@/lib/period";

const STORED = "baton.slice";

function remembered(): Partial<Slice> {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? "{}") as Partial<Slice>;
  } catch {
    return {};
  }
}

function validPeriod(label: string | null | undefined): string | null {
  return label && parsePeriod(label) ? label : null;
}

/** Which period and org unit the page shows: from its address, else as last chosen, else this month. */
export function useSlice(): Slice & { choose: (part: Partial<Slice>) => void; search: string } {
  const [search, setSearch] = useSearchParams();
  const last = remembered();
  const period =
    validPeriod(search.get("period")) ?? validPeriod(last.period) ?? periodOf(today(), "month").label;
  // An address that names a period says all: no unit in it means the whole company.
  const org = search.has("period") ? search.get("org") : (search.get("org") ?? last.org ?? null);

  const choose = useCallback(
    (part: Partial<Slice>) => {
      const next = { period, org, ...part };
      sessionStorage.setItem(STORED, JSON.stringify(next));
      setSearch((current) => {
        const changed = new URLSearchParams(current);
        changed.set("period", next.period);
        if (next.org) changed.set("org", next.org);
        else changed.delete("org");
        return changed;
      });
    },
    [period, org, setSearch],
  );
  const address = new URLSearchParams(org ? { period, org } : { period });
  return { period, org, choose, search: `?${address.toString()}` };
}
