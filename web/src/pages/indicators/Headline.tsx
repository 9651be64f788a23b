import { useTranslation } from "react-i18next";
import type { Card } from "@/api/types";
import { Achievement } from "@/figures/Achievement";
import { Change } from "@/figures/Change";
import { Figure } from "@/figures/Figure";
import { LightMark } from "@/figures/LightMark";
import { useFlash } from "@/figures/useFlash";
import { useWrite } from "@/figures/useWrite";
import styles from "./IndicatorPage.module.css";

interface Props {
  card: Card;
  period: string;
  context: string;
}

/** Where the KPI stands in the chosen period, in full digits. */
export function Headline({ card, period, context }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const lit = useFlash(context, card.value);
  return (
    <div className={`${styles.headline} ${lit ? styles.lit : ""}`}>
      <div className={styles.headlineValue}>
        <Figure written={write.parts(card.value, card.unit, { decimals: card.decimals })} size="large" />
        <span>
          {card.light && <LightMark light={card.light} />}{" "}
          {card.value !== null && (
            <Change
              change={card.change}
              kind={card.change_kind}
              direction={card.direction}
              period={period}
            />
          )}
        </span>
      </div>
      <div className={styles.headlineTarget}>
        {card.achievement !== null && card.target !== null ? (
          <Achievement
            achievement={card.achievement}
            target={card.target}
            unit={card.unit}
            decimals={card.decimals}
            light={card.light}
            expected={card.expected}
          />
        ) : (
          <span className={styles.hint}>{t(`card.state.${card.state}`)}</span>
        )}
      </div>
    </div>
  );
}
