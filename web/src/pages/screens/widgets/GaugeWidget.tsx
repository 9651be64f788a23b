import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { shownDecimals } from "../decimals";
import { arc, gaugeOf } from "../gauge";
import { Panel } from "./Panel";
import { Rolling } from "./Rolling";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** How much of the target is reached, as a dial. */
export function GaugeWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const card = answer?.cards?.[0];
  if (!card) return <Panel title={title}>{null}</Panel>;
  const dial = gaugeOf(card.unit, forDrawing(card.value), forDrawing(card.target), forDrawing(card.achievement));
  const light = card.light ?? "none";
  const value = write.parts(card.value, card.unit, { compact: true, decimals: shownDecimals(card) });
  const asShare = dial.kind === "achievement";
  return (
    <Panel title={title || card.name} cells={widget.w} note={widget.w < 5 ? undefined : note}>
      <div className={styles.gauge}>
        <svg viewBox="0 0 200 148" className={styles.dial} role="img" aria-label={card.name}>
          <path d={arc(0, 1)} className={styles.dialTrack} />
          {dial.share > 0 && (
            <path
              d={arc(0, 1)}
              pathLength={1}
              strokeDasharray={`${dial.share} 2`}
              className={`${styles.dialFill} ${styles[light]}`}
            />
          )}
          {dial.mark !== null && <path d={arc(dial.mark - 0.004, dial.mark + 0.004)} className={styles.dialMark} />}
        </svg>
        <div className={styles.dialValue} style={{ fontSize: `calc(${Math.min(16 * widget.h - 4, 11 * widget.w)} * var(--u))` }}>
          <Rolling written={asShare ? write.parts(card.achievement, "ratio", { decimals: 0 }) : value} />
          <span className={styles.dialSmall}>
            {asShare
              ? `${value.prefix}${value.number}${value.suffix} / ${write.text(card.target, card.unit, { compact: true, decimals: shownDecimals(card) })}`
              : card.target !== null
                ? `${t("screens.target")} ${write.text(card.target, card.unit, { decimals: shownDecimals(card) })}`
                : t("screens.noTarget")}
          </span>
        </div>
      </div>
    </Panel>
  );
}
