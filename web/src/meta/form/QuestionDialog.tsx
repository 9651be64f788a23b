import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EDITABLE, FieldInput } from "../fields/FieldInput";
import { show } from "../show";
import type { Question, Value, Values } from "../types";
import { useWords } from "../useWords";
import styles from "./form.module.css";

interface Props {
  title: string;
  question: Question;
  /** Name of the action under way, empty when idle. */
  working: string;
  onAnswer: (state: string, values: Values) => void;
}

const LEAVE = "end";

/** The small form that a button asks to be filled in before it goes on. */
export function QuestionDialog({ title, question, working, onAnswer }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(question.values);
  const [wrong, setWrong] = useState<string[]>([]);
  const fields = Object.values(question.fields).filter(
    (field) => (EDITABLE.has(field.type) && !field.readonly) || (values[field.name] !== null && values[field.name] !== undefined),
  );
  const go = (state: string) => {
    const empty = fields.filter((field) => field.required && (values[field.name] ?? "") === "").map((field) => field.name);
    setWrong(state === LEAVE ? [] : empty);
    if (state === LEAVE || empty.length === 0) onAnswer(state, values);
  };
  const usual = question.buttons.find((button) => button.default)?.state;
  const words = useWords();
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false }}
      onCancel={() => go(LEAVE)}
      footer={question.buttons.map((button) => (
        <Button
          key={button.state}
          type={button.state === usual ? "primary" : "default"}
          loading={working === `answer-${button.state}`}
          disabled={working !== "" && working !== `answer-${button.state}`}
          onClick={() => go(button.state)}
        >
          {button.label}
        </Button>
      ))}
    >
      <form
        className={styles.question}
        onSubmit={(event) => {
          event.preventDefault();
          if (usual) go(usual);
        }}
      >
        {fields.map((field) => {
          const id = `question-${field.name}`;
          const fixed = field.readonly || !EDITABLE.has(field.type);
          const change = (value: Value) => setValues((now) => ({ ...now, [field.name]: value }));
          return (
            <div key={field.name} className={styles.field}>
              <label htmlFor={fixed ? undefined : id} className={styles.label}>
                {field.required && !fixed && <span className={styles.required}>*</span>}
                {field.label}
              </label>
              {fixed ? (
                <div className={styles.fixed}>{show(values[field.name], field, words, values)}</div>
              ) : (
                <FieldInput id={id} field={field} value={values[field.name]} wrong={wrong.includes(field.name)} onChange={change} />
              )}
              {wrong.includes(field.name) && <div className={styles.wrong}>{t("documents.required", { name: field.label })}</div>}
            </div>
          );
        })}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  );
}
