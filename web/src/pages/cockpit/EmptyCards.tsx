import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Card } from "@/api/types";
import styles from "./EmptyCards.module.css";

interface Props {
  cards: Card[];
  search: string;
}

const REASONS = ["no_data", "no_source"] as const;

/** KPIs without a figure, by reason: named, so that nobody misses them, without taking a card's room. */
export function EmptyCards({ cards, search }: Props) {
  const { t } = useTranslation();
  return REASONS.map((reason) => {
    const found = cards.filter((card) => (card.state === "no_source") === (reason === "no_source"));
    if (found.length === 0) return null;
    return (
      <div key={reason} className={styles.line}>
        <span className={styles.reason}>{t(`cockpit.empty.${reason}`, { count: found.length })}</span>
        <ul className={styles.names}>
          {found.map((card) => (
            <li key={card.code}>
              <Link to={`/indicators/${encodeURIComponent(card.code)}${search}`} data-code={card.code}>
                {card.name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
