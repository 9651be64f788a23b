import { useTranslation } from "react-i18next";
import type { State } from "../types";
import styles from "./grid.module.css";

/** Told apart by shape as well as colour: open ring, half, tick, arrow back. */
const SHAPES: Record<State, string> = {
  draft: "M5 1.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 1 0 0-7.6",
  proposed: "M5 1.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 1 0 0-7.6M5 1.2v7.6",
  agreed: "M1.4 5.2 4 7.8 8.8 2.4",
  returned: "M8.6 8.4V5.2H2M4.2 2.6 1.6 5.2l2.6 2.6",
};

/** The state of a target as a small mark, with its word where there is room. */
export function StateMark({ state, word = false }: { state: State; word?: boolean }) {
  return (
    <span className={`${styles.mark} ${styles[state]}`}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={SHAPES[state]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" strokeDasharray={state === "draft" ? "2 1.6" : undefined} />
        {state === "proposed" && <path d="M5 1.2a3.8 3.8 0 0 0 0 7.6z" fill="currentColor" />}
      </svg>
      {word && <Word state={state} />}
    </span>
  );
}

function Word({ state }: { state: State }) {
  const { t } = useTranslation();
  return <span>{t(`targets.state.${state}`)}</span>;
}
