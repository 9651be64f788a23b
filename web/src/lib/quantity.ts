/** How a figure with a unit is written for people, in Chinese and English. */
import zh from "@/i18n/zh-CN.json";
import { absDecimal, compareDecimal, groupDigits, isDecimal, roundDecimal, shiftDecimal } from "./decimal";

export type Language = "zh-CN" | "en";

/** Shown where a value is empty: not zero, not an error. */
export const EMPTY = "—";

export interface Written {
  sign: "" | "-" | "+";
  /** Stands before the digits: a currency sign. */
  prefix: string;
  number: string;
  /** Scale word and unit behind the digits (万, %, days …). */
  suffix: string;
}

export interface WriteOptions {
  /** Digits behind the point; the default is the unit's usual number. */
  decimals?: number | undefined;
  /** Shorten with 万 / 亿 or K / M / B. */
  compact?: boolean;
  /** Write a plus before positive numbers. */
  signed?: boolean;
  /** The unit's word in the user's language, from the messages. */
  unitName?: string;
}

/** From which size on a number is shortened, by which power of ten, and the word's key. */
const SCALES: Record<Language, [limit: string, exponent: number, word: string][]> = {
  "zh-CN": [["100000000", 8, zh.scale.e8], ["10000", 4, zh.scale.e4]],
  en: [["1000000000", 9, "B"], ["1000000", 6, "M"], ["10000", 3, "K"]],
};

const SIGNS: Record<string, string> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£", JPY: "¥" };
const USUAL_DECIMALS: Record<string, number> = { CNY: 2, USD: 2, EUR: 2, ratio: 1, day: 1, hour: 1 };

/** Digits behind the point that a unit usually has; money 2, ratios 1 (of the per cent), counts 0. */
export function usualDecimals(unit: string): number {
  return USUAL_DECIMALS[unit] ?? (unit.includes("/") ? 2 : 0);
}

/** The first of a composite unit: CNY of CNY/pcs. */
function baseUnit(unit: string): string {
  return unit.split(/[/*]/)[0] ?? "";
}

/**
 * The words behind the digits: `named` translates one base unit, or answers nothing for one without
 * a word. CNY/pcs is written ¥12.30/piece: the sign stands before, the rest behind.
 */
export function unitWords(unit: string, named: (base: string) => string | undefined): string {
  const rest = SIGNS[baseUnit(unit)] ? unit.slice(baseUnit(unit).length) : unit;
  return rest.replace(/[A-Za-z_]+/g, (base) => named(base) ?? "").replace(/^[*]/, "");
}

function trimZeros(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value;
}

/** Split a decimal string into sign, prefix, digits and suffix. An empty value gives the dash. */
export function write(
  value: string | null | undefined,
  unit: string,
  language: Language,
  options: WriteOptions = {},
): Written {
  if (!isDecimal(value)) return { sign: "", prefix: "", number: EMPTY, suffix: "" };
  const negative = value.trim().startsWith("-");
  let size = absDecimal(value);
  let suffix = "";
  let decimals = options.decimals ?? usualDecimals(unit);
  if (unit === "ratio") {
    size = shiftDecimal(size, 2);
    suffix = "%";
  } else {
    const scale = options.compact
      ? SCALES[language].find(([limit]) => compareDecimal(size, limit) >= 0)
      : undefined;
    if (scale) {
      size = shiftDecimal(size, -scale[1]);
      suffix = scale[2];
      // Three or four digits in all: 7.41 M, 86.3 M, 741.2 M.
      decimals = compareDecimal(size, "10") < 0 ? 2 : 1;
    }
  }
  const rounded = roundDecimal(size, decimals);
  const number = groupDigits(options.compact && unit !== "ratio" && suffix ? trimZeros(rounded) : rounded);
  const zero = /^[0.,]+$/.test(number);
  const plus = options.signed && !zero ? "+" : "";
  const unitName = options.unitName ?? "";
  const gap = unitName && !unitName.startsWith("/") && (!suffix || language === "en") ? " " : "";
  return {
    sign: negative && !zero ? "-" : plus,
    prefix: SIGNS[baseUnit(unit)] ?? "",
    number,
    suffix: suffix + gap + unitName,
  };
}

/** The same as one text, with a true minus sign. */
export function writeText(
  value: string | null | undefined,
  unit: string,
  language: Language,
  options: WriteOptions = {},
): string {
  const { sign, prefix, number, suffix } = write(value, unit, language, options);
  return `${sign === "-" ? "−" : sign}${prefix}${number}${suffix}`;
}
