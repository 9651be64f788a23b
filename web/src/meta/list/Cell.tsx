import { Tag } from "antd";
import { show, unitOf, type Words } from "../show";
import type { FieldMeta, Page, Values } from "../types";

interface Props {
  page: Page;
  field: FieldMeta;
  values: Values;
  /** Read once for the whole list, not by each of its cells. */
  words: Words;
}

/** One value of a list; the document's state in its colour. */
export function Cell({ page, field, values, words }: Props) {
  const value = values[field.name];
  const unit = unitOf(field, values, words);
  // The unit of a quantity has a column of its own.
  const text = show(value, field, words, values, field.percent ? unit : { ...unit, suffix: "" });
  if (field.name === page.form.status && typeof value === "string") {
    return <Tag color={page.form.status_colors[value] ?? "default"}>{text}</Tag>;
  }
  return <>{text}</>;
}
