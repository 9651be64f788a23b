/** Texts of the app: Chinese first, English complete; the key sets are equal (structure test). */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "@/i18n/en.json";
import zh from "@/i18n/zh-CN.json";
import type { Language } from "@/lib/quantity";

const STORED = "baton.language";

/** `zh_CN`, `zh-Hans`, `en_GB` … → the app's language. */
export function languageOf(code: string | null | undefined): Language {
  return code?.toLowerCase().startsWith("en") ? "en" : "zh-CN";
}

/** The code that Tryton uses. */
export function serverLanguage(language: Language): string {
  return language === "en" ? "en" : "zh_CN";
}

export function currentLanguage(): Language {
  return languageOf(i18next.language);
}

function firstLanguage(): Language {
  return languageOf(localStorage.getItem(STORED) ?? navigator.language);
}

/** Show another language; remembered in this browser for the next log-in page. */
export async function showLanguage(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
}

function markDocument(language: string): void {
  document.documentElement.lang = language;
  document.title = i18next.t("app.title");
}

export async function startI18n(language: Language = firstLanguage()): Promise<void> {
  i18next.on("languageChanged", markDocument);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { "zh-CN": { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
