import { useTranslation } from "react-i18next";
import type { Light } from "@/api/types";
import styles from "./LightMark.module.css";

const SHAPES: Record<Light, string> = {
  // Told apart by shape as well: tick, dash, cross.
  green: "M3.4 6.3 5.3 8.2 8.8 4.3",
  amber: "M3.6 6h4.8",
  red: "M4.1 4.1l3.8 3.8M7.9 4.1 4.1 7.9",
};

interface Props {
  light: Light;
  /** Leave the word out where the column or the filter says it. */
  bare?: boolean;
}

/** A traffic light with its word. */
export function LightMark({ light, bare = false }: Props) {
  const { t } = useTranslation();
  return (
    <span className={`${styles.mark} ${styles[light]}`}>
      <svg viewBox="0 0 12 12" width="14" height="14" aria-hidden="true">
        <circle cx="6" cy="6" r="6" fill="currentColor" />
        <path d={SHAPES[light]} fill="none" stroke="#fff" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className={bare ? "visually-hidden" : styles.word}>{t(`light.${light}`)}</span>
    </span>
  );
}
