import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writeDate } from "@/lib/date";
import { InitiativeDialog } from "../edit/InitiativeDialog";
import type { Writes } from "../edit/useWrites";
import { percentOf } from "../edit/weights";
import { isLate } from "../initiatives";
import type { Initiative, Objective, Strategy } from "../types";
import styles from "./panel.module.css";

interface Props {
  strategy: Strategy;
  objective: Objective;
  editing: boolean;
  writes: Writes;
}

/** The initiatives that move an objective. */
export function InitiativeList({ strategy, objective, editing, writes }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [form, setForm] = useState<{ initiative: Initiative | null } | null>(null);
  const own = strategy.initiatives.filter((one) => one.objective === objective.id);
  if (own.length === 0 && !editing) return null;
  return (
    <section>
      <h3>{t("strategy.initiatives")}</h3>
      <ul className={styles.initiatives}>
        {own.map((one) => (
          <li key={one.id}>
            <span className={styles.measureHead}>
              <b>{one.name}</b>
              {editing && (
                <Button size="small" type="link" onClick={() => setForm({ initiative: one })}>
                  {t("strategy.form.edit")}
                </Button>
              )}
            </span>
            <Progress
              percent={Number(percentOf(one.progress))}
              size="small"
              strokeColor={isLate(one) ? "var(--light-red)" : "var(--teal)"}
            />
            <span className={styles.hint}>
              {[
                t(`strategy.initiative.${one.state}`),
                isLate(one) ? t("strategy.late") : "",
                one.owner?.name,
                one.end_date && t("strategy.until", { day: writeDate(one.end_date, language) }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {editing && (
        <Button type="dashed" block icon={<PlusOutlined />} onClick={() => setForm({ initiative: null })}>
          {t("strategy.form.newInitiative")}
        </Button>
      )}
      {form && (
        <InitiativeDialog
          strategy={strategy}
          initiative={form.initiative}
          objective={objective.id}
          writes={writes}
          onClose={() => setForm(null)}
        />
      )}
    </section>
  );
}
