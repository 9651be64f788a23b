import { DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { Panel } from "@/figures/Panel";
import type { Draft } from "./draft";
import styles from "./edit.module.css";
import { Row } from "./Row";

interface Props {
  draft: Draft;
  wrong: ReadonlySet<keyof Draft>;
  onChange: (part: Partial<Draft>) => void;
}

/** Why there is a new version, and from which day it counts. */
export function ReasonFields({ draft, wrong, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t("indicatorForm.effect")}>
      <div className={styles.grid}>
        <Row label={t("indicatorForm.reason")} required error={wrong.has("reason") ? t("indicatorForm.reasonMissing") : undefined}>
          <Input aria-label={t("indicatorForm.reason")} maxLength={200} value={draft.reason} onChange={(event) => onChange({ reason: event.target.value })} />
        </Row>
        <Row label={t("indicatorForm.effectiveFrom")} hint={t("indicatorForm.effectiveHint")}>
          <DatePicker
            aria-label={t("indicatorForm.effectiveFrom")}
            placeholder={t("period.current.day")}
            value={draft.effective_from ? dayjs(draft.effective_from) : null}
            onChange={(day) => onChange({ effective_from: day ? day.format("YYYY-MM-DD") : "" })}
          />
        </Row>
      </div>
    </Panel>
  );
}
