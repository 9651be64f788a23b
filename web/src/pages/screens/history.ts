/** Undo and redo: every state there was, in order. Pure. */

export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last change was about: changes of the same thing in a row are one step. */
  tag: string | null;
}

export const MOST_STEPS = 100;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], tag: null };
}

/** A new state; one with the same `tag` as the change before replaces that change's state. */
export function record<T>(history: History<T>, next: T, tag: string | null = null): History<T> {
  if (Object.is(next, history.present)) return history;
  if (tag !== null && tag === history.tag) return { ...history, present: next, future: [] };
  return { past: [...history.past, history.present].slice(-MOST_STEPS), present: next, future: [], tag };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    tag: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, tag: null };
}
