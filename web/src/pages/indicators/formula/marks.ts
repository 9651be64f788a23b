/** Where the text of a formula is marked, and where the cursor stands. */

export interface Finding {
  position: number[];
  cause: string;
  remedy: string;
}

export interface Segment {
  text: string;
  /** The finding that marks it; null for plain text. */
  finding: number | null;
}

/** The text cut at the findings, in order; of two at one place the first one counts. */
export function segments(text: string, findings: readonly Finding[]): Segment[] {
  const owner = Array.from<number | null>({ length: text.length }).fill(null);
  findings.forEach(({ position }, index) => {
    const from = Math.max(0, Math.min(position[0] ?? 0, text.length - 1));
    const to = Math.min(Math.max(position[1] ?? 0, from + 1), text.length);
    for (let at = from; at < to; at++) owner[at] ??= index;
  });
  const found: Segment[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = found.at(-1);
    const finding = owner[at] ?? null;
    if (last && last.finding === finding) last.text += text[at];
    else found.push({ text: text[at] ?? "", finding });
  }
  return found;
}

/** Whether something is being written at the end of the text: a name, or what follows an open bracket or a sign. */
export const asksForMore = (before: string): boolean => /[\p{L}\p{N}_.[("'=,+\-*/\u3010\uff08\uff0c\u201c]\s?$/u.test(before);

/** The text with a suggestion in the place it was made for, and where the cursor stands then. */
export function accepted(text: string, position: readonly number[], suggestion: string): [text: string, cursor: number] {
  const [from = 0, to = from] = position;
  const before = text.slice(0, from);
  let after = text.slice(to);
  // A bracket or quote that stands there already is not put in twice.
  const last = suggestion.at(-1);
  if (last && "]\")".includes(last) && after.startsWith(last)) after = after.slice(1);
  const opened = suggestion.endsWith("(") && !after.startsWith("(");
  return [before + suggestion + (opened ? ")" : "") + after, before.length + suggestion.length];
}
