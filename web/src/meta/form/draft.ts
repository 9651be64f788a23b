/** What a person has changed on a document and not stored yet; pure, so that it can be tested. */
import type { Line, States, Value, Values } from "../types";

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
}

let counter = 0;
const freshKey = () => `new-${++counter}`;

const isLines = (value: Value | undefined): value is Line[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "object" && entry !== null && "values" in entry);

/** Start from what the server sent. */
export function startDraft(values: Values, states: States, stamp: string | null, touched: string[] = []): Draft {
  const kept: Values = {};
  for (const [name, value] of Object.entries(values)) kept[name] = isLines(value) ? (value.map(toLine) as Line[]) : value;
  return { stamp, values: kept, states, touched };
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
