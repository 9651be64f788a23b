import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import type { Language } from "@/lib/quantity";

interface Props {
  onChange: (language: Language) => void;
}

export function LanguageSwitch({ onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Segmented<Language>
      aria-label={t("shell.language")}
      size="small"
      value={language}
      onChange={onChange}
      options={[
        { value: "zh-CN", label: t("shell.languageZh") },
        { value: "en", label: "EN" },
      ]}
    />
  );
}
