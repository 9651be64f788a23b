/** How the fields of a definition are told. */
import type { Version } from "@/api/types";
import { isDecimal } from "@/lib/decimal";

/** Fields whose values are words of the app, and the group of texts they are in. */
const WORDED: Record<string, string> = {
  direction: "direction",
  unit: "unitName",
  perspective: "indicatorForm.perspective",
  frequency: "indicatorForm.frequency",
  owner: "role",
};
const FIGURES = new Set(["tolerance", "low", "high", "usual"]);

/** The value of a field as people read it; null where there is none. */
export function told(
  field: string,
  value: unknown,
  version: Pick<Version, "unit">,
  t: (key: string, more: { defaultValue: string }) => string,
  write: (value: string, unit: string) => string,
): string | null {
  if (value === null || value === undefined || value === "") return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const group = WORDED[field];
  if (group) return t(`${group}.${text}`, { defaultValue: text });
  return FIGURES.has(field) && isDecimal(text) ? write(text, version.unit) : text;
}
