import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import EditOutlined from "@ant-design/icons/EditOutlined";
import { Button, Drawer, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LightMark } from "@/figures/LightMark";
import { ObjectiveDialog } from "../edit/ObjectiveDialog";
import { WeightsEditor } from "../edit/WeightsEditor";
import type { Writes } from "../edit/useWrites";
import type { Objective, Strategy } from "../types";
import { InitiativeList } from "./InitiativeList";
import { LinkLists } from "./LinkLists";
import { MeasureList } from "./MeasureList";
import styles from "./panel.module.css";

export const PANEL_WIDTH = 440;

interface Props {
  strategy: Strategy;
  objective: Objective | null;
  editing: boolean;
  editable: boolean;
  onEdit: () => void;
  narrow: boolean;
  search: string;
  writes: Writes;
  onSelect: (id: number | null) => void;
}

/** Everything about one objective, beside the map. */
export function ObjectivePanel({ strategy, objective, editing, editable, onEdit, narrow, search, writes, onSelect }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState<Objective | null>(null);
  const theme = strategy.themes.find((one) => one.id === objective?.theme);
  const facts: [label: string, text: string | undefined][] = [
    [t("strategy.field.theme"), theme?.name],
    [t("strategy.field.owner"), objective?.owner?.name],
    [t("strategy.field.owner_unit"), objective?.owner_unit?.name],
  ];
  return (
    <>
      <Drawer
        open={objective !== null}
        onClose={() => onSelect(null)}
        mask={narrow}
        size={narrow ? "100%" : PANEL_WIDTH}
        rootClassName={styles.drawer}
        title={
          objective && (
            <span className={styles.title}>
              <small>{objective.perspective_name}</small>
              <span>
                {objective.name} {objective.light && <LightMark light={objective.light} />}
              </span>
            </span>
          )
        }
        extra={
          editable &&
          objective &&
          (editing ? (
            <span className={styles.tools}>
              <Button icon={<EditOutlined />} aria-label={t("strategy.form.editObjective")} onClick={() => setForm(objective)} />
              <Popconfirm
                title={t("strategy.panel.removeAsk", { name: objective.name })}
                description={t("strategy.panel.removeHint")}
                onConfirm={async () => {
                  if (await writes.erase("objectives", objective, objective.name)) onSelect(null);
                }}
              >
                <Button danger icon={<DeleteOutlined />} aria-label={t("strategy.panel.remove")} />
              </Popconfirm>
            </span>
          ) : (
            <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
              {t("strategy.form.edit")}
            </Button>
          ))
        }
      >
        {objective && (
          <div className={styles.panel} key={objective.id} data-panel={objective.id}>
            {objective.description && <p className={styles.about}>{objective.description}</p>}
            <dl className={styles.facts}>
              {facts.map(([label, text]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text ?? t("strategy.panel.unset")}</dd>
                </div>
              ))}
            </dl>
            <section>
              <h3>{t("strategy.panel.indicators")}</h3>
              {editing ? (
                <WeightsEditor objective={objective} writes={writes} />
              ) : (
                <MeasureList measures={objective.indicators} search={search} />
              )}
            </section>
            <LinkLists strategy={strategy} objective={objective} editing={editing} writes={writes} onSelect={onSelect} />
            <InitiativeList strategy={strategy} objective={objective} editing={editing} writes={writes} />
          </div>
        )}
      </Drawer>
      {form && <ObjectiveDialog strategy={strategy} objective={form} writes={writes} onClose={() => setForm(null)} />}
    </>
  );
}
