import { useTranslation } from "react-i18next";
import styles from "./Brand.module.css";

interface Props {
  /** `dark` for light letters on ink, `light` for ink on paper. */
  on: "dark" | "light";
  compact?: boolean;
}

/** The mark (a baton in mid-beat) and the name. */
export function Brand({ on, compact = false }: Props) {
  const { t } = useTranslation();
  return (
    <span className={`${styles.brand} ${on === "dark" ? styles.dark : styles.light}`}>
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <path d="M7.5 24.5 23.6 8.4" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
        <circle cx="8.6" cy="23.4" r="3.3" fill="var(--baton)" />
        <path d="M17.5 24c2.9-.5 5.3-2.6 6.4-6" fill="none" stroke="#6fb3a8" strokeWidth="2" strokeLinecap="round" />
        <path d="M9.5 12.5c.8-3.2 3.2-5.4 6.6-6" fill="none" stroke="#6fb3a8" strokeWidth="2" strokeLinecap="round" opacity=".45" />
      </svg>
      {!compact && (
        <span className={styles.words}>
          <span className={styles.name}>{t("app.name")}</span>
          <span className={styles.sub}>{t("app.sub")}</span>
        </span>
      )}
    </span>
  );
}
