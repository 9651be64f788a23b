/** A field's value as text for people. */
import { writeDate, writeMoment } from "@/lib/date";
import { groupDigits, isDecimal, roundDecimal } from "@/lib/decimal";
import { EMPTY, type Language } from "@/lib/quantity";
import type { FieldMeta, Line, Named, Value } from "./types";

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
  // A quantity of whole pieces is not written 5.0000; money keeps its two places.
  const rounded = roundDecimal(text, field.digits);
  return groupDigits(field.type === "numeric" && field.digits <= 2 ? rounded : trimmed(rounded));
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

/** The value as text; the dash where there is none. */
export function show(
  value: Value | undefined,
  field: FieldMeta,
  language: Language,
  words: { yes: string; no: string },
): string {
  if (value === null || value === undefined || value === "") return EMPTY;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (field.selection && typeof value === "string") {
    return field.selection.find((choice) => choice.value === value)?.label ?? value;
  }
  if (NUMBERS.has(field.type) && (typeof value === "string" || typeof value === "number")) return showNumber(value, field);
  if (field.type === "date" && typeof value === "string") return writeDate(value, language);
  if ((field.type === "datetime" || field.type === "timestamp") && typeof value === "string") {
    return writeMoment(value, language);
  }
  if (Array.isArray(value)) return (value as (Named | Line)[]).map(oneOf).join(" · ") || EMPTY;
  if (isNamed(value)) return value.name;
  return String(value);
}

const oneOf = (entry: Named | Line): string => ("name" in entry ? entry.name : String(entry.values["rec_name"] ?? entry.id ?? ""));
