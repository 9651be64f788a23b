import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LightMark } from "@/figures/LightMark";
import type { CardOutlook } from "@/api/gen";
import type { Card } from "@/api/types";
import type { Group } from "./arrange/arrange";
import styles from "./CockpitPage.module.css";
import { EmptyCards } from "./EmptyCards";
import { hasFigure } from "./filter";
import { KpiCard } from "./KpiCard";

interface Props {
  group: Group;
  period: string;
  search: string;
  outlooks: ReadonlyMap<string, CardOutlook>;
  rule: (card: Card) => string | undefined;
}

const LIGHTS = ["red", "amber", "green"] as const;

/** The cards under one heading; without a heading where one has put them in free order. */
export function CardSection({ group, period, search, outlooks, rule }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const filled = group.placed.filter(({ card }) => hasFigure(card));
  const empty = group.placed.map(({ card }) => card).filter((card) => !hasFigure(card));
  return (
    <section
      className={styles.section}
      {...(group.name ? { "aria-labelledby": id } : { "aria-label": t("cockpit.title") })}
      data-perspective={group.key}
    >
      {group.name && (
        <header className={styles.sectionHead}>
          <h2 id={id}>{group.name}</h2>
          <span className={styles.tally}>
            {LIGHTS.map((light) => {
              const count = group.placed.filter(({ card }) => card.light === light).length;
              return count === 0 ? null : (
                <span key={light} className="figures">
                  <LightMark light={light} bare /> {count}
                </span>
              );
            })}
          </span>
        </header>
      )}
      {filled.length > 0 && (
        <div className={styles.grid}>
          {filled.map(({ card, size }) => (
            <KpiCard
              key={card.code}
              card={card}
              period={period}
              search={search}
              size={size}
              outlook={outlooks.get(card.code)}
              rule={rule(card)}
            />
          ))}
        </div>
      )}
      <EmptyCards cards={empty} search={search} />
    </section>
  );
}
