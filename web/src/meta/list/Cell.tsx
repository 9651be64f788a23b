import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { languageOf } from "@/app/i18n";
import { show } from "../show";
import type { FieldMeta, Page, Value } from "../types";

interface Props {
  page: Page;
  field: FieldMeta;
  value: Value | undefined;
}

/** One value of a list; the document's state in its colour. */
export function Cell({ page, field, value }: Props) {
  const { t, i18n } = useTranslation();
  const text = show(value, field, languageOf(i18n.language), { yes: t("documents.yes"), no: t("documents.no") });
  if (field.name === page.form.status && typeof value === "string") {
    return <Tag color={page.form.status_colors[value] ?? "default"}>{text}</Tag>;
  }
  return <>{text}</>;
}
