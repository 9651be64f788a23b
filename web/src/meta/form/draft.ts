/** What a person has changed on a document and not stored yet; pure, so that it can be tested. */
import type { Line, Page, States, Value, Values } from "../types";

export interface DraftLine extends Line {
  /** Stays the same while the line is on the screen, stored or not. */
  key: string;
  /** Fields that differ from what is stored. */
  touched: string[];
}

export interface Draft {
  /** Which stored version it started from; null before there is one. */
  stamp: string | null;
  values: Values;
  states: States;
  touched: string[];
  /** The values it started from. */
  stored: Values;
}

let counter = 0;
const freshKey = () => `new-${++counter}`;

const isLines = (value: Value | undefined): value is Line[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null && "values" in entry);

/** Start from what the server sent. */
export function startDraft(values: Values, states: States, stamp: string | null, touched: string[] = []): Draft {
  const kept: Values = {};
  for (const [name, value] of Object.entries(values)) kept[name] = isLines(value) ? (value.map(toLine) as Line[]) : value;
  return { stamp, values: kept, states, touched, stored: values };
}

const toLine = (line: Line): DraftLine => ({
  ...line,
  key: line.id ? `id-${line.id}` : freshKey(),
  touched: line.id ? [] : Object.keys(line.values),
});

export const linesOf = (draft: Draft, field: string): DraftLine[] => (draft.values[field] as DraftLine[] | undefined) ?? [];

const marked = (names: readonly string[], more: readonly string[]) => [...new Set([...names, ...more])];

export function withValue(draft: Draft, name: string, value: Value): Draft {
  return { ...draft, values: { ...draft.values, [name]: value }, touched: marked(draft.touched, [name]) };
}

function withLines(draft: Draft, field: string, lines: DraftLine[]): Draft {
  return withValue(draft, field, lines as Line[]);
}

export const withNewLine = (draft: Draft, field: string, values: Values): Draft =>
  withLines(draft, field, [...linesOf(draft, field), toLine({ values })]);

export const withoutLine = (draft: Draft, field: string, key: string): Draft =>
  withLines(draft, field, linesOf(draft, field).filter((line) => line.key !== key));

export function withLineValues(draft: Draft, field: string, key: string, values: Values): Draft {
  const lines = linesOf(draft, field).map((line) =>
    line.key === key
      ? { ...line, values: { ...line.values, ...values }, touched: marked(line.touched, Object.keys(values)) }
      : line,
  );
  return withLines(draft, field, lines);
}

/** Put in what the server worked out; what the person has typed since it was asked stays. */
export function withAnswer(draft: Draft, values: Values, typedSince: readonly string[]): Draft {
  let next = draft;
  for (const [name, value] of Object.entries(values)) {
    if (typedSince.includes(name) || value === undefined) continue;
    next = isLines(value) ? withMergedLines(next, name, value) : withValue(next, name, value);
  }
  return next;
}

/** Worked-out lines: known ones keep their place on the screen. */
function withMergedLines(draft: Draft, field: string, lines: Line[]): Draft {
  const before = linesOf(draft, field);
  const merged = lines.map((line, index) => {
    const known = line.id ? before.find((one) => one.id === line.id) : before[index]?.id ? undefined : before[index];
    return known
      ? { ...known, values: { ...known.values, ...line.values }, touched: marked(known.touched, Object.keys(line.values)) }
      : toLine(line);
  });
  return withLines(draft, field, merged);
}

/** Start anew from a later stored version and put what the person has changed on top of it. */
export function rebased(draft: Draft, values: Values, states: States, stamp: string): Draft {
  let next = startDraft(values, states, stamp);
  for (const name of draft.touched) {
    const mine = draft.values[name];
    if (isLines(mine) && isLines(draft.stored[name])) next = withMyLines(next, draft, name);
    else if (mine !== undefined) next = withValue(next, name, mine);
  }
  return next;
}

/** Their lines with my changes, without those I removed, and my new ones below. */
function withMyLines(next: Draft, draft: Draft, field: string): Draft {
  const mine = linesOf(draft, field);
  const known = new Set((draft.stored[field] as Line[]).map((line) => line.id));
  const theirs = linesOf(next, field)
    .filter((line) => !known.has(line.id) || mine.some((one) => one.id === line.id))
    .map((line) => {
      const changed = mine.find((one) => one.id === line.id);
      if (!changed) return line;
      const values = Object.fromEntries(changed.touched.map((name) => [name, changed.values[name]]));
      return { ...line, values: { ...line.values, ...values }, touched: changed.touched };
    });
  return withLines(next, field, [...theirs, ...mine.filter((line) => !line.id)]);
}

/** The whole document as it stands, for on-change. */
export function asValues(draft: Draft): Values {
  const values: Values = {};
  for (const [name, value] of Object.entries(draft.values)) {
    values[name] = isLines(value) ? value.map((line) => ({ id: line.id ?? null, values: line.values })) : value;
  }
  return values;
}

/** Only what has to be stored. */
export function changesOf(draft: Draft): Values {
  const changes: Values = {};
  for (const name of draft.touched) {
    const value = draft.values[name];
    changes[name] = isLines(value)
      ? (value as DraftLine[]).map((line) => ({
          ...(line.id ? { id: line.id } : {}),
          values: Object.fromEntries(line.touched.map((touched) => [touched, line.values[touched]])),
        }))
      : value;
  }
  return changes;
}

/** Required fields that are empty. */
export function missing(draft: Draft, required: readonly string[]): string[] {
  return required.filter((name) => {
    const value = draft.values[name];
    return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  });
}

/** Fields of the page's sections that must be filled in as the document now stands. */
export const requiredOf = (page: Page, draft: Draft): string[] =>
  page.form.sections
    .flatMap((section) => section.fields)
    .filter((name) => {
      const state = draft.states.fields[name];
      return !state?.invisible && !state?.readonly && (state?.required || page.fields[name]?.required);
    });
