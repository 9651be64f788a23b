import { useTranslation } from "react-i18next";
import type { Card } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { line, scale } from "@/widgets/sparkline/geometry";
import type { WidgetProps } from "./Widget";
import { shownDecimals } from "../decimals";
import { Delta } from "./Delta";
import { Panel } from "./Panel";
import { Rolling } from "./Rolling";
import styles from "./widgets.module.css";

/** The course of the figure, drawn large and faint along the lower edge. */
function Course({ card }: { card: Card }) {
  const points = scale(card.trend.map((point) => forDrawing(point.value)), null, 400, 100);
  if (points.values.filter((point) => point !== null).length < 4) return null;
  return (
    <svg className={styles.course} viewBox="0 0 400 100" preserveAspectRatio="none" aria-hidden="true">
      <path d={line(points.values, 100)} className={styles.courseArea} />
      <path d={line(points.values)} className={styles.courseLine} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** One figure as large as it goes. */
export function NumberWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const card = answer?.cards?.[0];
  if (!card) return <Panel title={title}>{null}</Panel>;
  const long = card.value !== null && write.text(card.value, card.unit, { decimals: 0 }).length > widget.w * 2;
  const written = write.parts(card.value, card.unit, {
    compact: long,
    decimals: (card.value ?? "").replace("-", "").split(".")[0]!.length < 4 ? shownDecimals(card) : 0,
  });
  return (
    <Panel title={title} cells={widget.w} note={note}>
      <Course card={card} />
      <div className={styles.big} style={{ fontSize: `calc(${Math.min(96, 56 * widget.h - 57)} * var(--u))` }}>
        <Rolling written={written} />
      </div>
      <div className={styles.under}>
        <Delta card={card} period={answer.period} />
        {card.target !== null && card.achievement !== null && (
          <span className={styles.goal}>
            {t("screens.reached")} <b className={`figures ${styles[card.light ?? "none"]}`}>{write.text(card.achievement, "ratio", { decimals: 0 })}</b>
          </span>
        )}
      </div>
    </Panel>
  );
}
