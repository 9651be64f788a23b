/** A field's value as text for people. */
import { writeDate, writeMoment } from "@/lib/date";
import { groupDigits, isDecimal, roundDecimal, shiftDecimal } from "@/lib/decimal";
import { EMPTY, type Language } from "@/lib/quantity";
import type { FieldMeta, Line, Named, Value, Values } from "./types";

const NUMBERS = new Set(["numeric", "float", "integer"]);

export const isNumber = (field: FieldMeta | undefined): boolean => NUMBERS.has(field?.type ?? "");

export const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && "name" in value && "id" in value;

/** Digits as a person reads them: grouped, padded to the field's digits when it is money. */
export function showNumber(value: string | number, field: FieldMeta): string {
  const text = String(value);
  if (!isDecimal(text)) return text;
  if (field.type === "integer") return groupDigits(text);
  if (field.digits === null || field.digits === undefined) return groupDigits(field.type === "numeric" ? atLeastCents(text) : trimmed(text));
  // A quantity of whole pieces is not written 5.0000; money and prices keep two places at least.
  const rounded = roundDecimal(text, field.digits);
  return groupDigits(field.type === "numeric" && field.digits >= 2 ? atLeastCents(rounded) : trimmed(rounded));
}

/** Money whose digits depend on its currency: two places, more where there are more. */
function atLeastCents(text: string): string {
  const plain = trimmed(text);
  const places = plain.split(".")[1]?.length ?? 0;
  return places >= 2 ? plain : roundDecimal(plain, 2);
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Words and the company's currency, for `show`. */
export interface Words {
  language: Language;
  yes: string;
  no: string;
  day: string;
  hour: string;
  currency: string;
}

const SIGNS: Record<string, string> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

export interface NumberUnit {
  prefix: string;
  suffix: string;
}

/** What stands before or behind a number: its currency's sign, its unit; by the record it is in. */
export function unitOf(field: FieldMeta, values: Values, words: Words): NumberUnit {
  if (field.percent) return { prefix: "", suffix: "%" };
  const named = field.unit_field ? values[field.unit_field] : undefined;
  const name = isNamed(named) ? named.name : field.unit_field === "currency" ? words.currency : "";
  if (SIGNS[name]) return { prefix: SIGNS[name], suffix: "" };
  return /^[A-Z]{3}$/.test(name) ? { prefix: `${name} `, suffix: "" } : { prefix: "", suffix: name ? ` ${name}` : "" };
}

/** A number with its sign and unit: -¥66,593.84, 12 pcs, 70 %. */
export function showQuantity(value: string | number, field: FieldMeta, unit: NumberUnit): string {
  const text = field.percent && isDecimal(String(value)) ? trimmed(roundDecimal(shiftDecimal(String(value), 2), 2)) : showNumber(value, field);
  const negative = text.startsWith("-");
  return `${negative ? "-" : ""}${unit.prefix}${negative ? text.slice(1) : text}${unit.suffix}`;
}

/** A time span in days where they are whole, else in hours. */
function showSpan(seconds: number, words: Words): string {
  const days = seconds / 86_400;
  return Number.isInteger(days) ? `${days} ${words.day}` : `${Math.round(seconds / 36) / 100} ${words.hour}`;
}

/** The value as text; the dash where there is none. `values` are those of the same record. */
export function show(value: Value | undefined, field: FieldMeta, words: Words, values: Values = {}, unit = unitOf(field, values, words)): string {
  if (value === null || value === undefined || value === "") return EMPTY;
  if (field.type === "boolean" || typeof value === "boolean") return value ? words.yes : words.no;
  if (field.selection && typeof value === "string") {
    return field.selection.find((choice) => choice.value === value)?.label ?? value;
  }
  if (field.type === "timedelta") return showSpan(Number(value), words);
  if (NUMBERS.has(field.type) && (typeof value === "string" || typeof value === "number")) return showQuantity(value, field, unit);
  if (field.type === "date" && typeof value === "string") return writeDate(value, words.language);
  if ((field.type === "datetime" || field.type === "timestamp") && typeof value === "string") {
    return writeMoment(value, words.language);
  }
  if (Array.isArray(value)) return (value as (Named | Line)[]).map(oneOf).join(" · ") || EMPTY;
  if (isNamed(value)) return value.name;
  // A dictionary: its entries, if any.
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, one]) => one !== null && one !== "");
    return entries.map(([key, one]) => `${key}: ${String(one)}`).join(" · ") || EMPTY;
  }
  return String(value);
}

const oneOf = (entry: Named | Line): string => ("name" in entry ? entry.name : String(entry.values["rec_name"] ?? entry.id ?? ""));

/** A bare number as a document's name gets its sign: #58. */
export const numbered = (name: string): string => (/^\d+$/.test(name) ? `#${name}` : name);
