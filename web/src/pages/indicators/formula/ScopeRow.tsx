import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "@/api/types";
import { Filters } from "./Filters";
import styles from "./formula.module.css";
import { commonColumns, commonFilters, measuresOf, opaque, unnarrowed, withCommon } from "./scope";
import { takenApart } from "./useFormula";
import type { Words } from "./words";

interface Props {
  items: readonly BlockItem[];
  text: string;
  words: Words;
  onChange: (items: BlockItem[]) => void;
}

/** Which rows the whole formula looks at: one condition here is put on every figure in it. */
export function ScopeRow({ items, text, words, onChange }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const measures = measuresOf(items);
  const fixed = unnarrowed(items);
  if (measures.length === 0 ? !opaque(items) : measures.length === 1 && !opaque(items)) return null;
  if (opaque(items)) {
    const narrow = async () => {
      setBusy(true);
      try {
        const parts = await takenApart(text);
        if (parts.length) onChange(parts);
      } finally {
        setBusy(false);
      }
    };
    return (
      <div className={styles.scope}>
        <span className={styles.scopeName}>{t("formulaEditor.scope")}</span>
        <Button size="small" loading={busy} onClick={() => void narrow()}>
          {t("formulaEditor.narrow")}
        </Button>
        <span className={styles.hint}>{t("formulaEditor.narrowHint")}</span>
      </div>
    );
  }
  return (
    <div className={styles.scope} role="group" aria-label={t("formulaEditor.scope")}>
      <span className={styles.scopeName}>{t("formulaEditor.scope")}</span>
      <Filters
        filters={commonFilters(items)}
        words={words}
        columns={commonColumns(items, words)}
        placeholder={t("formulaEditor.addScope")}
        onChange={(before, after) => onChange(withCommon(items, before, after, words))}
      />
      {fixed && <span className={styles.hint}>{t("formulaEditor.notNarrowed")}</span>}
    </div>
  );
}
