import { useCallback, useEffect, useState } from "react";
import { useCurrentUser } from "@/app/session/useMe";
import { type Edits, remember, remembered, typed } from "./edits";
import type { Typed } from "./grid/useGridInput";

const STEPS_BACK = 50;

function without(edits: Edits, gone: Edits, added: Edits = new Map()): Edits {
  return new Map([...[...edits].filter(([key]) => !gone.has(key)), ...added]);
}

/** What is typed and not saved, with the steps to take back. */
export function useEdits() {
  const { id } = useCurrentUser();
  const [{ edits, past }, setState] = useState<{ edits: Edits; past: Edits[] }>(() => ({ edits: remembered(id), past: [] }));
  useEffect(() => remember(id, edits), [id, edits]);
  const type = useCallback(
    (changes: readonly Typed[]) => setState((now) => ({ edits: typed(now.edits, changes), past: [...now.past, now.edits].slice(-STEPS_BACK) })),
    [],
  );
  /** Put other edits in the place of some. */
  const replace = useCallback(
    (old: Edits, next: Edits) => setState((now) => ({ edits: without(now.edits, old, next), past: [...now.past, now.edits].slice(-STEPS_BACK) })),
    [],
  );
  /** Saved: these edits are over, and there is nothing to go back to. */
  const forget = useCallback((done: Edits) => setState((now) => ({ edits: without(now.edits, done), past: [] })), []);
  const discard = useCallback(() => setState((now) => ({ edits: new Map(), past: [...now.past, now.edits].slice(-STEPS_BACK) })), []);
  const undo = useCallback(() => setState(({ edits: now, past: before }) => ({ edits: before.at(-1) ?? now, past: before.slice(0, -1) })), []);
  return { edits, type, replace, forget, discard, undo, undoable: past.length > 0 };
}
