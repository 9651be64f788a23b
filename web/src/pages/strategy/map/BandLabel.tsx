import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { LightMark } from "@/figures/LightMark";
import type { Objective, PerspectiveKey } from "../types";
import styles from "./map.module.css";

const LIGHTS = ["red", "amber", "green"] as const;

interface Props {
  perspective: PerspectiveKey;
  objectives: readonly Objective[];
  onAdd: (() => void) | undefined;
}

/** A perspective's name, its question, and how many of its objectives stand where. */
export function BandLabel({ perspective, objectives, onAdd }: Props) {
  const { t } = useTranslation();
  const name = t(`strategy.perspective.${perspective}`);
  return (
    <header className={styles.label}>
      <h2>{name}</h2>
      <p>{t(`strategy.question.${perspective}`)}</p>
      <span className={styles.tally}>
        {LIGHTS.map((light) => {
          const count = objectives.filter((one) => one.light === light).length;
          return count === 0 ? null : (
            <span key={light} className="figures">
              <LightMark light={light} bare /> {count}
            </span>
          );
        })}
      </span>
      {onAdd && (
        <Button
          className={styles.add}
          size="small"
          type="text"
          icon={<PlusOutlined />}
          aria-label={t("strategy.addTo", { perspective: name })}
          onClick={onAdd}
        >
          {t("strategy.objective")}
        </Button>
      )}
    </header>
  );
}
