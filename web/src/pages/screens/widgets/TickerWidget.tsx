import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { shownDecimals } from "../decimals";
import { useStage } from "../stageContext";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** What is red or amber now, running along the edge; standing still when it fits or motion is unwanted. */
export function TickerWidget({ answer, title }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const { narrow } = useStage();
  const all = answer?.cards ?? [];
  const cards = narrow ? all.slice(0, 4) : all;
  const entries = cards.map((card) => (
    <span key={card.code} className={styles.alert}>
      <span className={`${styles.lamp} ${styles[card.light ?? "none"]}`} role="img" aria-label={card.light ? t(`light.${card.light}`) : ""} />
      {card.name}
      <b className={`figures ${styles[card.light ?? "none"]}`}>
        {write.text(card.value, card.unit, { compact: true, decimals: shownDecimals(card) })}
      </b>
      <span className={styles.alertTarget}>
        {t("screens.target")} {write.text(card.target, card.unit, { compact: true, decimals: shownDecimals(card) })}
      </span>
    </span>
  ));
  const runs = cards.length > 3 && !narrow;
  return (
    <section className={`${styles.ticker} ${narrow ? styles.column : ""}`} aria-label={title || t("screens.kind.ticker")}>
      <span className={styles.tickerTitle}>{title || t("screens.kind.ticker")}</span>
      <div className={styles.tickerRoom}>
        {cards.length === 0 ? (
          <span className={styles.alert}>{answer ? t("screens.allWell") : ""}</span>
        ) : runs ? (
          <div className={styles.tape} style={{ animationDuration: `${cards.length * 6}s` }}>
            <span className={styles.tapeHalf}>{entries}</span>
            <span className={styles.tapeHalf} aria-hidden="true">
              {entries}
            </span>
          </div>
        ) : (
          <div className={styles.still}>{entries}</div>
        )}
      </div>
    </section>
  );
}
