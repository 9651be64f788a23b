import { useTranslation } from "react-i18next";
import { languageOf } from "@/app/i18n";
import { unitWords, write, writeText, type WriteOptions, type Written } from "@/lib/quantity";

/** Units that have a word of their own in the texts. */
const NAMED = new Set(["pcs", "day", "hour", "person"]);

/** Write figures in the language on the screen. */
export function useWrite() {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const named = (unit: string, options: WriteOptions) => ({
    unitName: unitWords(unit, (base) => (NAMED.has(base) ? t(`unit.${base}`) : undefined)),
    ...options,
  });
  return {
    language,
    parts: (value: string | null | undefined, unit: string, options: WriteOptions = {}): Written =>
      write(value, unit, language, named(unit, options)),
    text: (value: string | null | undefined, unit: string, options: WriteOptions = {}): string =>
      writeText(value, unit, language, named(unit, options)),
  };
}
