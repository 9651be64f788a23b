import { useCallback, useEffect, useState } from "react";
import { type Draft, emptyDraft } from "./draft";

const key = (name: string) => `baton.indicator.${name}`;

function kept(name: string): Draft | null {
  try {
    const text = sessionStorage.getItem(key(name));
    return text === null ? null : { ...emptyDraft(), ...(JSON.parse(text) as Partial<Draft>) };
  } catch {
    // A broken or forbidden store is as good as an empty one.
    return null;
  }
}

function forget(name: string): void {
  try {
    sessionStorage.removeItem(key(name));
  } catch {
    // Nothing was kept then.
  }
}

/** A draft that outlives an accidental reload; `initial` is what it begins with, once that is known. */
export function useDraft(name: string, initial: Draft | undefined) {
  const [draft, setDraft] = useState<Draft | null>(() => kept(name));
  const [touched, setTouched] = useState(() => kept(name) !== null);
  // What a reload or another visit left behind is told, so that nobody wonders where it comes from.
  const [recovered, setRecovered] = useState(touched);
  const current = draft ?? initial ?? null;

  useEffect(() => {
    if (!touched || !draft) return;
    try {
      sessionStorage.setItem(key(name), JSON.stringify(draft));
    } catch {
      // Full or forbidden: the page itself still holds the draft.
    }
  }, [name, draft, touched]);

  const change = useCallback(
    (part: Partial<Draft>) => {
      setTouched(true);
      setDraft((before) => ({ ...(before ?? initial ?? emptyDraft()), ...part }));
    },
    [initial],
  );
  const discard = useCallback(() => {
    forget(name);
    setTouched(false);
    setRecovered(false);
    setDraft(null);
  }, [name]);
  return { draft: current, touched, recovered, change, discard };
}
