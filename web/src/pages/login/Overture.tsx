import { useTranslation } from "react-i18next";
import styles from "./Overture.module.css";

const STEPS = ["strategy", "kpi", "document", "score", "reward"] as const;

/** The product in one picture: the beat that a baton draws, from strategy to reward and back. */
export function Overture() {
  const { t } = useTranslation();
  return (
    <div className={styles.overture}>
      <svg className={styles.beat} viewBox="0 0 640 360" preserveAspectRatio="xMidYMid meet">
        <defs>
          <linearGradient id="beat" x1="0" y1="0" x2="1" y2="0">
            <stop offset="0" stopColor="#6fb3a8" stopOpacity="0" />
            <stop offset=".35" stopColor="#6fb3a8" />
            <stop offset="1" stopColor="#f0a37f" />
          </linearGradient>
        </defs>
        {[0, 1, 2, 3, 4, 5, 6].map((line) => (
          <path
            key={line}
            d={`M-20 ${250 - line * 9}C110 ${60 + line * 14} 170 ${80 + line * 10} 236 ${214 - line * 4}S360 ${330 - line * 22} 430 ${196 - line * 8}S560 ${24 + line * 12} 660 ${96 + line * 4}`}
            fill="none"
            stroke="url(#beat)"
            strokeWidth={line === 3 ? 2.6 : 1}
            opacity={line === 3 ? 1 : 0.16 + 0.05 * line}
          />
        ))}
        <g className={styles.tip}>
          <circle cx="541" cy="92" r="15" fill="#e2673b" opacity=".18" />
          <circle cx="541" cy="92" r="6" fill="#e2673b" />
        </g>
      </svg>
      <p className={styles.motto}>{t("login.motto")}</p>
      <ol className={styles.steps}>
        {STEPS.map((step) => (
          <li key={step}>{t(`login.step.${step}`)}</li>
        ))}
      </ol>
    </div>
  );
}
