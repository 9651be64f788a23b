import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "@/figures/Panel";
import { codeFor, type Draft } from "./draft";
import styles from "./edit.module.css";
import { Row } from "./Row";

interface Props {
  draft: Draft;
  fresh: boolean;
  taken: ReadonlySet<string>;
  wrong: ReadonlySet<keyof Draft>;
  onChange: (part: Partial<Draft>) => void;
}

/** What the indicator is called and means; a new one's code follows its name until it is typed over. */
export function NameFields({ draft, fresh, taken, wrong, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { zh, en, code } = draft;
  const name = (part: { zh?: string; en?: string }) => {
    const follows = fresh && code === codeFor([en, zh], taken);
    onChange({ ...part, ...(follows ? { code: codeFor([part.en ?? en, part.zh ?? zh], taken) } : {}) });
  };
  const both = [
    <Row key="zh" label={t("indicatorForm.zh")} required error={wrong.has("zh") ? t("indicatorForm.nameMissing") : undefined}>
      <Input autoFocus={fresh && i18n.language !== "en"} maxLength={200} aria-label={t("indicatorForm.zh")} value={zh} onChange={(event) => name({ zh: event.target.value })} />
    </Row>,
    <Row key="en" label={t("indicatorForm.en")} hint={t("indicatorForm.otherName")}>
      <Input autoFocus={fresh && i18n.language === "en"} maxLength={200} aria-label={t("indicatorForm.en")} value={en} onChange={(event) => name({ en: event.target.value })} />
    </Row>,
  ];
  const used = fresh && taken.has(code);
  return (
    <Panel title={t("indicatorForm.about")}>
      <div className={styles.grid}>
        {i18n.language === "en" ? both.toReversed() : both}
        <Row
          label={t("indicatorForm.code")}
          required
          hint={t(fresh ? "indicatorForm.codeHint" : "indicatorForm.codeFixed")}
          error={used ? t("indicatorForm.codeTaken", { code }) : wrong.has("code") ? t("indicatorForm.codeHint") : undefined}
        >
          <Input
            aria-label={t("indicatorForm.code")}
            className={styles.code ?? ""}
            disabled={!fresh}
            maxLength={60}
            value={code}
            status={used ? "error" : ""}
            onChange={(event) => onChange({ code: event.target.value.toLowerCase() })}
          />
        </Row>
      </div>
      <div className={styles.grid}>
        <Row label={t("indicatorForm.meaning_zh")}>
          <Input.TextArea aria-label={t("indicatorForm.meaning_zh")} autoSize={{ minRows: 1, maxRows: 5 }} value={draft.meaning_zh} onChange={(event) => onChange({ meaning_zh: event.target.value })} />
        </Row>
        <Row label={t("indicatorForm.meaning_en")}>
          <Input.TextArea aria-label={t("indicatorForm.meaning_en")} autoSize={{ minRows: 1, maxRows: 5 }} value={draft.meaning_en} onChange={(event) => onChange({ meaning_en: event.target.value })} />
        </Row>
      </div>
    </Panel>
  );
}
