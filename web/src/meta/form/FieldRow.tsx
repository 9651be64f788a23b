import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EDITABLE } from "../fields/FieldInput";
import { isNamed, isNumber, show } from "../show";
import type { FieldMeta, FieldState, Value } from "../types";
import { useWords } from "../useWords";
import styles from "./form.module.css";
import { FormInput } from "./FormInput";
import type { DraftControls } from "./useDraft";

interface Props {
  field: FieldMeta;
  state: FieldState;
  controls: DraftControls;
  value: Value | undefined;
  readonly: boolean;
  wrong: boolean;
  onChange: (value: Value) => void;
}

/** One labelled field: an input, or its value where it cannot be changed. */
export function FieldRow({ field, state, controls, value, readonly, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const fixed = readonly || field.readonly || state.readonly || !EDITABLE.has(field.type);
  const required = !fixed && (state.required || field.required || false);
  const id = `field-${field.name}`;
  const text = show(value, field, useWords(), controls.draft.values);
  const link = isNamed(value) && field.relation_page ? `/documents/${field.relation_page}/${value.id}` : null;
  return (
    <div className={field.type === "text" ? styles.wideField : styles.field}>
      <label htmlFor={fixed ? undefined : id} className={styles.label}>
        {required && <span className={styles.required}>*</span>}
        {field.help ? (
          <Tooltip title={field.help}>
            <span className={styles.help}>{field.label}</span>
          </Tooltip>
        ) : (
          field.label
        )}
      </label>
      {fixed ? (
        <div className={`${styles.fixed} ${isNumber(field) ? "figures" : ""}`}>{link ? <Link to={link}>{text}</Link> : text}</div>
      ) : (
        <FormInput id={id} field={{ ...field, required }} controls={controls} value={value} wrong={wrong} onChange={onChange} />
      )}
      {wrong && <div className={styles.wrong}>{t("documents.required", { name: field.label })}</div>}
    </div>
  );
}
