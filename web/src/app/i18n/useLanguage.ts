import { useTranslation } from "react-i18next";
import type { Language } from "@/lib/quantity";
import { languageOf } from ".";

/** The language on the screen; re-renders when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageOf(i18n.language);
}
