import { Alert, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "@/api/types";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { Chain } from "./Chain";
import { Findings } from "./Findings";
import styles from "./formula.module.css";
import { commonFilters, measuresOf } from "./scope";
import { ScopeRow } from "./ScopeRow";
import { TextEditor } from "./TextEditor";
import { type FormulaAnswer, useWords } from "./useFormula";
import { writeFormula } from "./write";

interface Props {
  value: string;
  /** What the server says to the text as it stands, or stood a moment ago. */
  answer: FormulaAnswer;
  /** The indicator being defined. */
  code: string | null;
  onChange: (text: string) => void;
}

/** A formula, clicked together from blocks or typed; both show the same formula. */
export function FormulaEditor({ value, answer, code, onChange }: Props) {
  const { t } = useTranslation();
  const { words, error, refetch } = useWords();
  const [mode, setMode] = useState<"blocks" | "text">("blocks");
  const [made, setMade] = useState<{ text: string; items: BlockItem[] } | null>(null);
  const { data, fresh } = answer;

  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!words) return <Skeleton active />;
  const empty = value.trim() === "";
  // What was clicked together holds as long as the text is the one it wrote; else the server reads the text.
  const read = fresh ? (data?.blocks ?? null) : undefined;
  const items = made?.text === value ? made.items : empty ? [] : read;
  const change = (next: BlockItem[]) => {
    const text = writeFormula(next, words);
    setMade({ text, items: next });
    onChange(text);
  };
  const findings = fresh ? (data?.findings ?? []) : [];
  const textOnly = items?.length === 1 && items[0]?.node.kind === "text";
  const common = items && measuresOf(items).length > 1 ? commonFilters(items) : [];
  const hidden = new Set(common.map((one) => JSON.stringify([one.column?.split(".")[1], one.op, one.values])));
  return (
    <div className={styles.editor}>
      <div className={styles.modes}>
        <Segmented<"blocks" | "text">
          aria-label={t("formulaEditor.mode")}
          value={mode}
          onChange={setMode}
          options={[
            { value: "blocks", label: t("formulaEditor.blocks") },
            { value: "text", label: t("formulaEditor.asText") },
          ]}
        />
        {mode === "text" && data?.zh && data.en && fresh && (
          <span className={styles.languages}>
            {([data.zh, data.en] as const).map((text, at) => (
              <button key={text} type="button" disabled={text === value} onClick={() => onChange(text)}>
                {t(at === 0 ? "formulaEditor.inChinese" : "formulaEditor.inEnglish")}
              </button>
            ))}
          </span>
        )}
      </div>
      {mode === "text" && <TextEditor value={value} findings={findings} onChange={onChange} />}
      {mode === "blocks" && items === undefined && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {mode === "blocks" && (items === null || textOnly) && (
        <Alert
          type="info"
          showIcon
          title={t(items === null ? "formulaEditor.unreadable" : "formulaEditor.textOnly")}
          action={
            <button type="button" className={styles.link} onClick={() => setMode("text")}>
              {t("formulaEditor.toText")}
            </button>
          }
        />
      )}
      {mode === "blocks" && items && !textOnly && (
        <>
          <ScopeRow items={items} text={value} words={words} onChange={change} />
          <Chain items={items} words={words} code={code} hidden={hidden} onChange={change} />
          {!empty && <code className={styles.written}>{value}</code>}
        </>
      )}
      <Findings findings={findings} warnings={fresh ? (data?.warnings ?? []) : []} text={value} />
    </div>
  );
}
