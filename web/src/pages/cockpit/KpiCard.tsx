import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { CardOutlook } from "@/api/gen";
import type { Card } from "@/api/types";
import { Achievement } from "@/figures/Achievement";
import { Change } from "@/figures/Change";
import { Figure } from "@/figures/Figure";
import { LightMark } from "@/figures/LightMark";
import { useFlash } from "@/figures/useFlash";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { Sparkline } from "@/widgets/sparkline/Sparkline";
import type { Size } from "./arrange/arrange";
import styles from "./KpiCard.module.css";
import { OutlookLine } from "./OutlookLine";

interface Props {
  card: Card;
  period: string;
  /** The address query that keeps period and org unit on the way to the KPI's page. */
  search: string;
  /** Small ones have no course, wide ones a wider one. */
  size?: Size;
  outlook?: CardOutlook | undefined;
  /** How the light is worked out, in words. */
  rule?: string | undefined;
}

/** One KPI: value, light, change, course, target. The whole card opens the KPI's page. */
export function KpiCard({ card, period, search, size = "normal", outlook, rule }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const lit = useFlash(search, card.value);
  const empty = card.state === "no_source" || card.value === null;
  const format = { compact: true, decimals: card.decimals };
  return (
    <Link
      to={`/indicators/${encodeURIComponent(card.code)}${search}`}
      className={`${styles.card} ${styles[size] ?? ""} ${empty ? styles.empty : ""} ${lit ? styles.lit : ""}`}
      data-code={card.code}
    >
      <span className={styles.head}>
        <span className={styles.name}>{card.name}</span>
        {card.light && (
          <span title={rule}>
            <LightMark light={card.light} />
          </span>
        )}
      </span>
      <span className={styles.middle}>
        <span className={styles.value}>
          <Figure written={write.parts(card.value, card.unit, format)} />
          {!empty && <Change change={card.change} kind={card.change_kind} direction={card.direction} period={period} />}
        </span>
        {!empty && size !== "small" && (
          <Sparkline
            values={card.trend.map((point) => forDrawing(point.value))}
            target={forDrawing(card.target)}
            light={card.light}
            {...(size === "wide" ? { width: 220, height: 56 } : {})}
          />
        )}
      </span>
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
        <span className={styles.hint}>{t(empty && card.state === "ok" ? "card.state.no_data" : `card.state.${card.state}`)}</span>
      )}
      {outlook && !empty && size !== "small" && <OutlookLine card={card} outlook={outlook} period={period} />}
    </Link>
  );
}
