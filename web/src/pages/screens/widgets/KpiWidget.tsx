import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { shownDecimals } from "../decimals";
import { Delta } from "./Delta";
import { Panel } from "./Panel";
import { Rolling } from "./Rolling";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** A KPI: value, light, how much of the target is reached, the change. */
export function KpiWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const card = answer?.cards?.[0];
  if (!card) return <Panel title={title}>{null}</Panel>;
  const share = forDrawing(card.achievement);
  const light = card.light ?? "none";
  return (
    <Panel title={title || card.name} cells={widget.w} note={widget.w < 5 ? undefined : note}>
      <div className={styles.kpi}>
        <div className={styles.kpiValue}>
          <Rolling written={write.parts(card.value, card.unit, { compact: true, decimals: shownDecimals(card) })} />
          {card.light && (
            <span className={`${styles.lamp} ${styles[light]}`} role="img" aria-label={t(`light.${card.light}`)} />
          )}
        </div>
        <Delta card={card} period={answer.period} short={widget.w < 4} />
        {share !== null && card.target !== null && (
          <div>
            <div className={styles.track}>
              <span
                className={`${styles.fill} ${styles[light]}`}
                style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }}
              />
            </div>
            <div className={styles.pair}>
              <span>
                {t("screens.target")} <span className="figures">{write.text(card.target, card.unit, { compact: true, decimals: shownDecimals(card) })}</span>
              </span>
              <b className={`figures ${styles[light]}`}>{write.text(card.achievement, "ratio", { decimals: 0 })}</b>
            </div>
          </div>
        )}
      </div>
    </Panel>
  );
}
