/** Two people change one thing: what each of them changed, and where they collide. */
import { compareDecimal, isDecimal } from "@/lib/decimal";

export type Values = Record<string, unknown>;

export interface Clash {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** A relation counts by its number, an empty text as nothing. */
function plain(value: unknown): unknown {
  if (value === undefined || value === "") return null;
  if (typeof value === "object" && value !== null && "id" in value) return (value as { id: unknown }).id;
  return value;
}

export function same(left: unknown, right: unknown): boolean {
  const [a, b] = [plain(left), plain(right)];
  if (isDecimal(a) && isDecimal(b)) return compareDecimal(a, b) === 0;
  return a === b;
}

/** The fields that differ from what they were. */
export function changes(base: Values, mine: Values): Values {
  return Object.fromEntries(Object.entries(mine).filter(([field, value]) => !same(base[field], value)));
}

/** Fields that both changed, each in another way. */
export function clashes(base: Values, mine: Values, theirs: Values): Clash[] {
  return Object.entries(mine)
    .filter(([field, value]) => !same(base[field], theirs[field]) && !same(value, theirs[field]))
    .map(([field, value]) => ({ field, mine: value, theirs: theirs[field] }));
}

/** As the server takes it: relations by number, empty texts as nothing. */
export function wire(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, plain(value)]));
}
