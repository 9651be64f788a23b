import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { PERSPECTIVES, type PerspectiveKey, type Strategy } from "../types";
import { lay } from "./layout";
import styles from "./map.module.css";
import { ObjectiveFace } from "./ObjectiveFace";

interface Props {
  strategy: Strategy;
  editing: boolean;
  selected: number | null;
  theme: number | null;
  onSelect: (id: number) => void;
  onAdd: (perspective: PerspectiveKey) => void;
}

/** The map where there is no room for a drawing: perspectives below each other, links in words. */
export function StackedMap({ strategy, editing, selected, theme, onSelect, onAdd }: Props) {
  const { t } = useTranslation();
  const { objectives, links } = strategy;
  const { boxes } = lay(objectives);
  const nameOf = new Map(objectives.map((one) => [one.id, one.name]));
  return (
    <>
      {PERSPECTIVES.map((perspective) => {
        const own = objectives
          .filter((one) => one.perspective === perspective && (theme === null || one.theme === theme))
          .toSorted((a, b) => boxes.get(a.id)!.y - boxes.get(b.id)!.y || boxes.get(a.id)!.x - boxes.get(b.id)!.x);
        if (own.length === 0 && !editing) return null;
        return (
          <section key={perspective} className={styles.stack} data-perspective={perspective}>
            <header className={styles.stackHead}>
              <h2>{t(`strategy.perspective.${perspective}`)}</h2>
              <p>{t(`strategy.question.${perspective}`)}</p>
              {editing && (
                <Button size="small" icon={<PlusOutlined />} onClick={() => onAdd(perspective)}>
                  {t("strategy.objective")}
                </Button>
              )}
            </header>
            <ul className={styles.stackList}>
              {own.map((one) => {
                const effects = links.filter((link) => link.cause === one.id).map((link) => nameOf.get(link.effect) ?? "");
                return (
                  <li
                    key={one.id}
                    data-objective={one.id}
                    className={`${styles.card} ${styles[one.light ?? "none"]} ${selected === one.id ? styles.selected : ""}`}
                  >
                    <button type="button" className={styles.face} onClick={() => onSelect(one.id)}>
                      <ObjectiveFace objective={one} room={3} />
                      {effects.length > 0 && (
                        <span className={styles.supports}>{t("strategy.supports", { names: effects.join(t("list.comma")) })}</span>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </>
  );
}
