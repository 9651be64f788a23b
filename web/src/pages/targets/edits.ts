/** What was typed and is not saved: kept until it is saved or given up, whatever goes wrong meanwhile. */
import { parseAmount, trimmed } from "./amount";
import { type Cell, type CellWrite, holderKey, type HolderRef, type Measure, MEASURES, type TargetRow, unitOf } from "./types";

export interface Edit {
  indicator: string;
  name: string;
  unit: string;
  decimals: number;
  holder: HolderRef & { name: string };
  period: string;
  measure: Measure;
  /** As typed. */
  text: string;
  /** What it means; null takes the number away. Of a wrong text nothing. */
  value: string | null;
  wrong: boolean;
  /** Of the target when it was first edited; null for a new one. */
  stamp: string | null;
  /** What was there then. */
  before: string | null;
}

export type Edits = ReadonlyMap<string, Edit>;

export const cellKey = (indicator: string, holder: HolderRef, period: string): string => `${indicator}|${holderKey(holder)}|${period}`;
export const editKey = (row: Pick<TargetRow, "indicator" | "holder">, period: string, measure: Measure): string =>
  `${cellKey(row.indicator, row.holder, period)}|${measure}`;

/** Whether two amounts, or their absence, are the same. */
export const same = (left: string | null, right: string | null): boolean =>
  left === right || (left !== null && right !== null && trimmed(left) === trimmed(right));

/** Type into a cell; what is as stored is no edit. */
export function typed(edits: Edits, changes: readonly { row: TargetRow; period: string; measure: Measure; text: string }[]): Edits {
  const next = new Map(edits);
  for (const { row, period, measure, text } of changes) {
    const key = editKey(row, period, measure);
    const cell = row.cells[period];
    const known = next.get(key);
    const before = known ? known.before : (cell?.[measure] ?? null);
    const parsed = parseAmount(text, unitOf(row, measure));
    const value = parsed.ok ? parsed.value : null;
    const weightWrong = measure === "weight" && value !== null && (value.startsWith("-") || Number(value) > 1);
    if (parsed.ok && same(value, before)) next.delete(key);
    else {
      next.set(key, {
        indicator: row.indicator,
        name: row.name,
        unit: row.unit,
        decimals: row.decimals,
        holder: row.holder,
        period,
        measure,
        text,
        value,
        before,
        wrong: !parsed.ok || weightWrong,
        stamp: known ? known.stamp : (cell?.stamp ?? null),
      });
    }
  }
  return next;
}

/** The stored cell of an edit, as the grid has it now. */
export type Stored = (edit: Pick<Edit, "indicator" | "holder" | "period">) => Cell | undefined;

/** The edits of each target together. */
function byCell(edits: Edits): Map<string, Edit[]> {
  const found = new Map<string, Edit[]>();
  for (const edit of edits.values()) {
    const key = cellKey(edit.indicator, edit.holder, edit.period);
    found.set(key, [...(found.get(key) ?? []), edit]);
  }
  return found;
}

/** What is sent: one entry a target. `orphans` are numbers of targets that have no amount yet. */
export function asCells(edits: Edits, stored: Stored): { cells: CellWrite[]; orphans: Edit[] } {
  const cells: CellWrite[] = [];
  const orphans: Edit[] = [];
  for (const several of byCell(edits).values()) {
    const [first] = several;
    if (!first) continue;
    const kept = stored(first);
    const amount = several.find((one) => one.measure === "amount");
    const value = amount ? amount.value : (kept?.amount ?? null);
    if (value === null && !amount) {
      orphans.push(...several);
      continue;
    }
    const cell: CellWrite = {
      indicator: first.indicator,
      holder: { kind: first.holder.kind, key: first.holder.key },
      period: first.period,
      amount: value,
      stamp: first.stamp,
    };
    for (const one of several) if (one.measure !== "amount") cell[one.measure] = one.value;
    cells.push(cell);
  }
  return { cells, orphans };
}

export interface Conflict {
  edit: Edit;
  theirs: string | null;
}

/** Edits of targets that somebody else has changed since. */
export function conflicts(edits: Edits, stored: Stored): Conflict[] {
  return [...edits.values()]
    .map((edit) => ({ edit, now: stored(edit) }))
    .filter(({ edit, now }) => (now?.stamp ?? null) !== edit.stamp)
    .map(({ edit, now }) => ({ edit, theirs: now?.[edit.measure] ?? null }));
}

/** Go on with the own numbers on top of what is stored now. */
export function keepMine(edits: Edits, stored: Stored): Edits {
  const next = new Map<string, Edit>();
  for (const [key, edit] of edits) {
    const now = stored(edit);
    const before = now?.[edit.measure] ?? null;
    if (edit.wrong || !same(edit.value, before)) next.set(key, { ...edit, stamp: now?.stamp ?? null, before });
  }
  return next;
}

/** Give up the edits of targets that somebody else has changed; the others stay. */
export function takeTheirs(edits: Edits, stored: Stored): Edits {
  const lost = new Set(conflicts(edits, stored).map(({ edit }) => cellKey(edit.indicator, edit.holder, edit.period)));
  return new Map([...edits].filter(([, edit]) => !lost.has(cellKey(edit.indicator, edit.holder, edit.period))));
}

const STORE = "baton.targets.edits";

/** Keep unsaved edits through a reload of the page, for the person who typed them. */
export function remember(person: number, edits: Edits): void {
  try {
    if (edits.size) sessionStorage.setItem(STORE, JSON.stringify({ person, edits: [...edits] }));
    else sessionStorage.removeItem(STORE);
  } catch {
    // Storage may be full or closed: the edits are still on the screen.
  }
}

export function remembered(person: number): Edits {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE) ?? "{}") as { person?: number; edits?: [string, Edit][] };
    if (kept.person !== person) return new Map();
    return new Map((kept.edits ?? []).filter(([, edit]) => MEASURES.includes(edit.measure)));
  } catch {
    return new Map();
  }
}
