/** Amounts as people type or paste them, to the decimal strings the server takes, and back. */
import zh from "@/i18n/zh-CN.json";
import { addDecimals, isDecimal, roundDecimal, shiftDecimal } from "@/lib/decimal";

export type Parsed = { ok: true; value: string | null } | { ok: false };

const WRONG: Parsed = { ok: false };
/** Digits behind the point that a target is kept with. */
const KEPT = 6;
const LONGEST = 18;

const SCALES: [word: string, exponent: number][] = [
  [zh.scale.e8, 8],
  [zh.scale.e4, 4],
  ["B", 9],
  ["M", 6],
  ["K", 3],
];

/** Full-width characters, as Chinese keyboards give them, to plain ones. */
function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[\s\u3000\u00a0]/g, "");
}

/** No zeros at the end of a fraction, so that equal amounts are equal texts. */
export function trimmed(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value;
}

/**
 * Read an amount in a unit. Ratios are typed as they are shown, in per cent, with or without the sign.
 * An empty text is no amount. Thousands separators, currency signs, brackets for negative numbers
 * and the words for ten thousand, million and so on are understood.
 */
export function parseAmount(text: string, unit: string): Parsed {
  let rest = plain(text).replace(/[\u00a5\uffe5$\u20ac\u00a3]/g, "");
  if (rest === "" || rest === "-" || rest === "\u2014") return { ok: true, value: null };
  const bracketed = /^\((.+)\)$/.exec(rest);
  if (bracketed) rest = `-${bracketed[1] ?? ""}`;
  let exponent = 0;
  if (rest.endsWith("%")) {
    if (unit !== "ratio") return WRONG;
    rest = rest.slice(0, -1);
  }
  for (const [word, power] of SCALES) {
    if (rest.toUpperCase().endsWith(word)) {
      rest = rest.slice(0, -word.length);
      exponent = power;
      break;
    }
  }
  if (/,/.test(rest) && !/^-?\d{1,3}(,\d{3})*(\.\d+)?$/.test(rest)) return WRONG;
  rest = rest.replaceAll(",", "");
  if (!isDecimal(rest)) return WRONG;
  const exact = shiftDecimal(rest, exponent - (unit === "ratio" ? 2 : 0));
  if (exact.replace(/^-|\..*$/g, "").length > LONGEST) return WRONG;
  const [, fraction = ""] = exact.split(".");
  return { ok: true, value: trimmed(fraction.length > KEPT ? roundDecimal(exact, KEPT) : exact) };
}

/** An amount as text to edit: ratios in per cent, no separators. */
export function editable(value: string | null | undefined, unit: string): string {
  if (!isDecimal(value)) return "";
  return trimmed(unit === "ratio" ? shiftDecimal(value, 2) : value);
}

/** The exact sum; null when there is nothing to add. */
export function total(values: readonly (string | null | undefined)[]): string | null {
  const known = values.filter((one) => isDecimal(one));
  return known.length ? trimmed(addDecimals(known)) : null;
}

/** Weights as typed: numbers with anything but digits between them; null when one is wrong. */
export function readWeights(text: string, count: number): string[] | null {
  const parts = text.split(/[\s,;\uff0c\u3001]+/).filter(Boolean);
  const read = parts.map((one) => parseAmount(one, "none"));
  const values = read.flatMap((one) => (one.ok && one.value !== null && !one.value.startsWith("-") ? [one.value] : []));
  return values.length === count && parts.length === count && values.some((one) => Number(one) > 0) ? values : null;
}
