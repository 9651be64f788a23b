import { useTranslation } from "react-i18next";
import styles from "./checkup.module.css";
import { toneOf } from "./findings";

interface Props {
  score: number;
  size?: number;
}

/** A score of 100 as a ring. */
export function ScoreRing({ score, size = 132 }: Props) {
  const { t } = useTranslation();
  const radius = size / 2 - 7;
  const around = 2 * Math.PI * radius;
  return (
    <div className={`${styles.ring} ${styles[toneOf(score)]}`} style={{ width: size, height: size }}>
      <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
        <circle cx={size / 2} cy={size / 2} r={radius} className={styles.track} />
        <circle
          cx={size / 2}
          cy={size / 2}
          r={radius}
          className={styles.arc}
          strokeDasharray={`${(around * score) / 100} ${around}`}
          transform={`rotate(-90 ${size / 2} ${size / 2})`}
        />
      </svg>
      <span>
        <b className="figures">{score}</b>
        <small>{t("checkup.points")}</small>
      </span>
    </div>
  );
}
