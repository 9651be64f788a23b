import { useId } from "react";
import type { Perspective } from "@/api/types";
import { LightMark } from "@/figures/LightMark";
import { EmptyCards } from "./EmptyCards";
import { hasFigure } from "./filter";
import { KpiCard } from "./KpiCard";
import styles from "./CockpitPage.module.css";

interface Props {
  perspective: Perspective;
  period: string;
  search: string;
}

const LIGHTS = ["red", "amber", "green"] as const;

export function PerspectiveSection({ perspective, period, search }: Props) {
  const id = useId();
  const filled = perspective.cards.filter(hasFigure);
  const empty = perspective.cards.filter((card) => !hasFigure(card));
  return (
    <section className={styles.section} aria-labelledby={id} data-perspective={perspective.key}>
      <header className={styles.sectionHead}>
        <h2 id={id}>{perspective.name}</h2>
        <span className={styles.tally}>
          {LIGHTS.map((light) => {
            const count = perspective.cards.filter((card) => card.light === light).length;
            return count === 0 ? null : (
              <span key={light} className="figures">
                <LightMark light={light} bare /> {count}
              </span>
            );
          })}
        </span>
      </header>
      {filled.length > 0 && (
        <div className={styles.grid}>
          {filled.map((card) => (
            <KpiCard key={card.code} card={card} period={period} search={search} />
          ))}
        </div>
      )}
      <EmptyCards cards={empty} search={search} />
    </section>
  );
}
