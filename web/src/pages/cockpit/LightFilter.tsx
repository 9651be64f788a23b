import { useTranslation } from "react-i18next";
import type { Card } from "@/api/types";
import { LightMark } from "@/figures/LightMark";
import styles from "./LightFilter.module.css";
import { FILTERS, type Filter, matches } from "./filter";

interface Props {
  cards: Card[];
  value: Filter;
  onChange: (filter: Filter) => void;
}

/** How many KPIs stand where; a click shows just those. */
export function LightFilter({ cards, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.filter} role="group" aria-label={t("cockpit.filter")}>
      {FILTERS.map((filter) => {
        const count = cards.filter((card) => matches(card, filter)).length;
        return (
          <button
            key={filter}
            type="button"
            className={styles.chip}
            aria-pressed={value === filter}
            disabled={count === 0 && filter !== "all"}
            onClick={() => onChange(value === filter ? "all" : filter)}
          >
            {filter === "all" || filter === "none" ? <span>{t(`cockpit.${filter}`)}</span> : <LightMark light={filter} />}
            <b className="figures">{count}</b>
          </button>
        );
      })}
    </div>
  );
}
