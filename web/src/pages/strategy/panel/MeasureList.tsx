import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Achievement } from "@/figures/Achievement";
import { Figure } from "@/figures/Figure";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import { percentOf } from "../edit/weights";
import { mainFirst } from "../map/ObjectiveFace";
import type { Measure } from "../types";
import styles from "./panel.module.css";

interface Props {
  measures: readonly Measure[];
  search: string;
}

/** The indicators of an objective with their figures; each opens its own page. */
export function MeasureList({ measures, search }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  if (measures.length === 0) return <p className={styles.none}>{t("strategy.panel.noIndicators")}</p>;
  return (
    <ul className={styles.measures}>
      {mainFirst(measures).map((one) => (
        <li key={one.id}>
          <Link to={`/indicators/${encodeURIComponent(one.code)}${search}`} data-measure={one.code}>
            <span className={styles.measureHead}>
              <b>{one.name}</b>
              {one.weight !== null && <em className="figures">{t("strategy.panel.weight", { weight: percentOf(one.weight) })}</em>}
              {one.light && <LightMark light={one.light} bare />}
            </span>
            {one.state === "broken" ? (
              <span className={styles.warning}>{t("strategy.panel.broken")}</span>
            ) : (
              <>
                <Figure written={write.parts(one.value, one.unit, { compact: true, decimals: one.decimals })} />
                {one.achievement !== null && one.target !== null ? (
                  <Achievement
                    achievement={one.achievement}
                    target={one.target}
                    unit={one.unit}
                    decimals={one.decimals}
                    light={one.light}
                  />
                ) : (
                  <span className={styles.hint}>{t(`card.state.${one.state}`)}</span>
                )}
              </>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
