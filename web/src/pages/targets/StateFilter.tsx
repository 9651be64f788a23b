import { useTranslation } from "react-i18next";
import { StateMark } from "./grid/StateMark";
import type { Filter } from "./rows";
import styles from "./targets.module.css";
import { STATES } from "./types";

interface Props {
  counts: Record<Filter, number>;
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** How many targets are in which state; a press shows only those. It is the marks' legend as well. */
export function StateFilter({ counts, filter, onChange }: Props) {
  const { t } = useTranslation();
  const shown: Filter[] = ["all", ...STATES, "uneven"];
  return (
    <div className={styles.states} role="group" aria-label={t("targets.stateTitle")}>
      {shown.map((one) => (
        <button key={one} type="button" aria-pressed={filter === one} className={one === "uneven" && counts.uneven ? styles.stateBad : styles.state} onClick={() => onChange(filter === one ? "all" : one)}>
          {one === "all" || one === "uneven" ? t(`targets.filter.${one}`) : <StateMark state={one} word />} <b className="figures">{counts[one]}</b>
        </button>
      ))}
    </div>
  );
}
