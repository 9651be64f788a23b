/** A definition being written: its fields, what is missing in it, and what is sent. */
import type { Version } from "@/api/types";
import { isDecimal, shiftDecimal } from "@/lib/decimal";
import { usualDecimals } from "@/lib/quantity";

export interface Draft {
  code: string;
  zh: string;
  en: string;
  meaning_zh: string;
  meaning_en: string;
  formula: string;
  /** Empty: the unit that the formula gives. */
  unit: string;
  perspective: Version["perspective"];
  direction: Version["direction"];
  /** Null: as figures of that unit usually have. */
  decimals: number | null;
  frequency: NonNullable<Version["frequency"]>;
  owner: string;
  display: Version["display"];
  /** In the unit people read: a percentage of a ratio. */
  tolerance: string;
  low: string;
  high: string;
  usual: string;
  usual_source: string;
  data_source: string;
  reason: string;
  /** The first day, as YYYY-MM-DD; empty is today. */
  effective_from: string;
  /** The number of the version that is being changed. */
  version: number;
}

export function emptyDraft(): Draft {
  return {
    code: "", zh: "", en: "", meaning_zh: "", meaning_en: "", formula: "", unit: "",
    perspective: "finance", direction: "higher", decimals: null, frequency: "month", owner: "general_manager",
    display: null, tolerance: "", low: "", high: "", usual: "", usual_source: "", data_source: "",
    reason: "", effective_from: "", version: 0,
  };
}

/** Whether figures are read as percentages. */
const percent = (draft: Pick<Draft, "unit" | "display">) => draft.unit === "ratio" && (draft.display ?? "percent") === "percent";

const shown = (value: string | null | undefined, places: number) => (isDecimal(value) ? trim(shiftDecimal(value, places)) : "");
const trim = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

/** A stored version as a draft of the next one. */
export function draftOf(code: string, version: Version): Draft {
  const places = percent({ unit: version.unit, display: version.display ?? null }) ? 2 : 0;
  const [low, high] = version.limits ?? [];
  return {
    code,
    zh: version.zh,
    en: version.en,
    meaning_zh: version.meaning_zh ?? "",
    meaning_en: version.meaning_en ?? "",
    formula: version.formula,
    unit: version.unit,
    perspective: version.perspective,
    direction: version.direction,
    decimals: version.decimals ?? 2,
    frequency: version.frequency ?? "month",
    owner: version.owner ?? "general_manager",
    display: version.display ?? null,
    tolerance: shown(version.tolerance, places),
    low: shown(low, places),
    high: shown(high, places),
    usual: shown(version.usual, places),
    usual_source: version.usual_source ?? "",
    data_source: version.data_source ?? "",
    reason: "",
    effective_from: "",
    version: version.number,
  };
}

/** What one changed oneself on top of what somebody else saved meanwhile: the rest is taken from theirs. */
export function merged(mine: Draft, base: Draft, theirs: Draft): Draft {
  const own = ([name, value]: [string, unknown]) => value !== base[name as keyof Draft];
  const { code, reason, effective_from } = mine;
  return { ...theirs, ...Object.fromEntries(Object.entries(mine).filter(own)), code, reason, effective_from, version: theirs.version };
}

/** The fields that still have to be filled in, by name. */
export function missing(draft: Draft): (keyof Draft)[] {
  const found: (keyof Draft)[] = [];
  if (!draft.zh.trim() && !draft.en.trim()) found.push("zh");
  if (!/^[a-z][a-z0-9_]{1,59}$/.test(draft.code)) found.push("code");
  if (!draft.formula.trim()) found.push("formula");
  if (!draft.reason.trim()) found.push("reason");
  if (draft.direction === "range") {
    const [low, high] = [Number(draft.low), Number(draft.high)];
    if (!isDecimal(draft.low)) found.push("low");
    if (!isDecimal(draft.high) || high < low) found.push("high");
  }
  return found;
}

/** What the server takes; a name in one language stands for both. */
export function bodyOf(draft: Draft, formulaUnit: string): Record<string, unknown> {
  const unit = draft.unit || formulaUnit;
  const places = percent({ ...draft, unit }) ? -2 : 0;
  const number = (value: string) => (isDecimal(value) ? shiftDecimal(value, places) : null);
  const { low, high, version: _version, code: _code, ...rest } = draft;
  return {
    ...rest,
    zh: (draft.zh || draft.en).trim(),
    en: (draft.en || draft.zh).trim(),
    meaning_zh: draft.meaning_zh || draft.meaning_en,
    meaning_en: draft.meaning_en || draft.meaning_zh,
    unit,
    decimals: draft.decimals ?? usualDecimals(unit),
    tolerance: draft.direction === "target" ? number(draft.tolerance) : null,
    limits: draft.direction === "range" ? [number(low), number(high)] : null,
    usual: number(draft.usual),
    usual_source: draft.usual_source || null,
    data_source: draft.data_source || null,
    effective_from: draft.effective_from || null,
  };
}

/** A free code made of the name: Latin words of it, else a number. */
export function codeFor(names: readonly string[], taken: ReadonlySet<string>): string {
  const slug = names
    .map((name) => name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 50))
    .find((one) => one.length > 1);
  if (!slug && names.every((name) => !name.trim())) return "";
  const base = slug ?? "own";
  if (slug && !taken.has(base)) return base;
  for (let n = slug ? 2 : 1; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}
