import { useTranslation } from "react-i18next";
import { languageOf } from "@/app/i18n";
import { useCurrentUser } from "@/app/session/useMe";
import type { Words } from "./show";

/** What `show` needs of the person: language, words, the company's currency. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const me = useCurrentUser();
  return {
    language: languageOf(i18n.language),
    yes: t("documents.yes"),
    no: t("documents.no"),
    day: t("unit.day"),
    hour: t("unit.hour"),
    currency: me.company?.currency ?? "",
  };
}
