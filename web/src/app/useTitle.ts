import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Name the browser's tab after what is on the screen. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  useEffect(() => {
    window.document.title = `${title} · ${t("app.name")}`;
    return () => {
      window.document.title = t("app.title");
    };
  }, [title, t]);
}
