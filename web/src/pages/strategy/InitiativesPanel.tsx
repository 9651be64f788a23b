import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Popconfirm, Progress, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { Panel } from "@/figures/Panel";
import { writeDate } from "@/lib/date";
import { EMPTY } from "@/lib/quantity";
import { InitiativeDialog } from "./edit/InitiativeDialog";
import type { Writes } from "./edit/useWrites";
import { percentOf } from "./edit/weights";
import styles from "./Initiatives.module.css";
import { inOrder, isLate } from "./initiatives";
import type { Initiative, Strategy } from "./types";

const COLOURS: Record<Initiative["state"], string> = { planned: "default", running: "blue", done: "green", stopped: "default" };

interface Props {
  strategy: Strategy;
  editable: boolean;
  writes: Writes;
  onSelect: (objective: number) => void;
}

/** All initiatives of the strategy: whose, until when, how far. */
export function InitiativesPanel({ strategy, editable, writes, onSelect }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [form, setForm] = useState<{ initiative: Initiative | null } | null>(null);
  const rows = inOrder(strategy.initiatives);
  const nameOf = (id: number | null) => strategy.objectives.find((one) => one.id === id)?.name;
  const day = (text: string | null) => (text ? writeDate(text, language) : EMPTY);
  return (
    <div className={styles.around}>
      <Panel
        title={t("strategy.initiatives")}
        extra={
          editable && (
            <Button icon={<PlusOutlined />} onClick={() => setForm({ initiative: null })}>
              {t("strategy.form.newInitiative")}
            </Button>
          )
        }
      >
        {rows.length === 0 && <p className={styles.none}>{t("strategy.noInitiatives")}</p>}
        {rows.length > 0 && (
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("strategy.initiativeName")}</th>
                <th scope="col">{t("strategy.field.objective")}</th>
                <th scope="col">{t("strategy.field.owner")}</th>
                <th scope="col">{t("strategy.form.dates")}</th>
                <th scope="col">{t("strategy.field.progress")}</th>
                <th scope="col">{t("strategy.field.state")}</th>
                {editable && (
                  <th scope="col">
                    <span className="visually-hidden">{t("strategy.form.edit")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.id} data-initiative={one.id}>
                  <th scope="row" title={one.description ?? undefined}>
                    {one.name}
                  </th>
                  <td data-label={t("strategy.field.objective")}>
                    {one.objective === null ? (
                      EMPTY
                    ) : (
                      <button type="button" className={styles.link} onClick={() => onSelect(one.objective!)}>
                        {nameOf(one.objective)}
                      </button>
                    )}
                  </td>
                  <td data-label={t("strategy.field.owner")}>
                    {[one.owner?.name, one.unit?.name].filter(Boolean).join(" · ") || EMPTY}
                  </td>
                  <td data-label={t("strategy.form.dates")} className="figures">
                    {day(one.start_date)} – {day(one.end_date)}
                  </td>
                  <td data-label={t("strategy.field.progress")} className={styles.progress}>
                    <Progress
                      percent={Number(percentOf(one.progress))}
                      size="small"
                      strokeColor={isLate(one) ? "var(--light-red)" : "var(--teal)"}
                    />
                  </td>
                  <td data-label={t("strategy.field.state")}>
                    <Tag color={isLate(one) ? "red" : COLOURS[one.state]}>
                      {isLate(one) ? t("strategy.late") : t(`strategy.initiative.${one.state}`)}
                    </Tag>
                  </td>
                  {editable && (
                    <td className={styles.actions}>
                      <Button
                        type="text"
                        size="small"
                        icon={<EditOutlined />}
                        aria-label={t("strategy.editNamed", { name: one.name })}
                        onClick={() => setForm({ initiative: one })}
                      />
                      <Popconfirm
                        title={t("strategy.panel.removeAsk", { name: one.name })}
                        onConfirm={() => writes.erase("initiatives", one, one.name)}
                      >
                        <Button
                          type="text"
                          size="small"
                          icon={<DeleteOutlined />}
                          aria-label={t("strategy.removeNamed", { name: one.name })}
                        />
                      </Popconfirm>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {form && (
        <InitiativeDialog strategy={strategy} initiative={form.initiative} writes={writes} onClose={() => setForm(null)} />
      )}
    </div>
  );
}
