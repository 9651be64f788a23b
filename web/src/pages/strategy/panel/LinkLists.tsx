import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { LightMark } from "@/figures/LightMark";
import type { Writes } from "../edit/useWrites";
import type { Objective, Strategy } from "../types";
import styles from "./panel.module.css";

interface Props {
  strategy: Strategy;
  objective: Objective;
  editing: boolean;
  writes: Writes;
  onSelect: (id: number) => void;
}

/** What makes this objective happen, and what it makes happen; links can be made here without a mouse. */
export function LinkLists({ strategy, objective, editing, writes, onSelect }: Props) {
  const { t } = useTranslation();
  const { links, objectives } = strategy;
  const sides = [
    { key: "causes", own: "effect", other: "cause" },
    { key: "effects", own: "cause", other: "effect" },
  ] as const;
  return sides.map(({ key, own, other }) => {
    const found = links.filter((link) => link[own] === objective.id);
    const taken = new Set([objective.id, ...found.map((link) => link[other])]);
    if (found.length === 0 && !editing) return null;
    return (
      <section key={key}>
        <h3>{t(`strategy.panel.${key}`)}</h3>
        <ul className={styles.links}>
          {found.map((link) => {
            const target = objectives.find((one) => one.id === link[other]);
            return (
              target && (
                <li key={link.id}>
                  <button type="button" onClick={() => onSelect(target.id)}>
                    {target.light ? <LightMark light={target.light} bare /> : <i aria-hidden="true" />}
                    <span>{target.name}</span>
                    <small>{target.perspective_name}</small>
                  </button>
                  {editing && (
                    <Button
                      type="text"
                      size="small"
                      icon={<CloseOutlined />}
                      aria-label={t("strategy.panel.cutTo", { name: target.name })}
                      onClick={() => void writes.erase("links", link, target.name)}
                    />
                  )}
                </li>
              )
            );
          })}
        </ul>
        {editing && (
          <Select<number | null>
            className={styles.wide}
            aria-label={t(`strategy.panel.add_${key}`)}
            placeholder={t(`strategy.panel.add_${key}`)}
            value={null}
            showSearch={{ optionFilterProp: "label" }}
            options={objectives.filter((one) => !taken.has(one.id)).map((one) => ({ value: one.id, label: one.name }))}
            onChange={(id) =>
              id !== null && void writes.save("links", null, { [own]: objective.id, [other]: id }, objective.name)
            }
          />
        )}
      </section>
    );
  });
}
