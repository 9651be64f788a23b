import { useTranslation } from "react-i18next";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import type { Measure, Objective } from "../types";
import styles from "./map.module.css";

/** The indicators that weigh most, first. */
export function mainFirst(measures: readonly Measure[]): Measure[] {
  return measures.toSorted((a, b) => Number(b.weight ?? 0) - Number(a.weight ?? 0));
}

interface Props {
  objective: Objective;
  /** How many indicators have room. */
  room?: number;
}

/** What a card says: the objective, its light, its main indicators with value and achievement. */
export function ObjectiveFace({ objective, room = 2 }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const measures = mainFirst(objective.indicators);
  const more = measures.length - room;
  return (
    <>
      <span className={styles.title}>
        <b>{objective.name}</b>
        {objective.light && <LightMark light={objective.light} bare />}
      </span>
      {measures.slice(0, room).map((one, i) => (
        <span key={one.id} className={styles.measure}>
          <i className={`${styles.dot} ${styles[one.light ?? "none"]}`} aria-hidden="true" />
          <span className={styles.measureName} title={one.name}>
            {one.name}
            {i === room - 1 && more > 0 && <em> +{more}</em>}
          </span>
          <span className={`figures ${styles.value}`}>
            {one.state === "broken" ? t("strategy.broken") : write.text(one.value, one.unit, { compact: true, decimals: one.decimals })}
          </span>
          <span className={`figures ${styles.achieved}`} title={t("card.achievement")}>
            {one.achievement === null ? "" : write.text(one.achievement, "ratio", { decimals: 0 })}
          </span>
        </span>
      ))}
      {measures.length === 0 && <span className={styles.unmeasured}>{t("strategy.unmeasured")}</span>}
    </>
  );
}
