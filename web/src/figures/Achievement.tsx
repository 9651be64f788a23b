import { useTranslation } from "react-i18next";
import type { Light } from "@/api/types";
import { forDrawing } from "@/lib/decimal";
import styles from "./Achievement.module.css";
import { useWrite } from "./useWrite";

interface Props {
  achievement: string;
  target: string;
  unit: string;
  decimals: number;
  light: Light | null;
}

/** Where the bar ends: 125 % of the target, with a notch at 100 %. */
const FULL = 1.25;

export function Achievement({ achievement, target, unit, decimals, light }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const share = Math.max(0, Math.min(FULL, forDrawing(achievement) ?? 0)) / FULL;
  return (
    <div className={styles.achievement}>
      <div className={styles.bar} aria-hidden="true">
        <span className={`${styles.fill} ${styles[light ?? "none"]}`} style={{ width: `${share * 100}%` }} />
        <span className={styles.notch} />
      </div>
      <div className={styles.words}>
        <span>
          {t("card.achievement")} <b className="figures">{write.text(achievement, "ratio", { decimals: 1 })}</b>
        </span>
        <span className="figures">
          {t("card.target", { target: write.text(target, unit, { compact: true, decimals }) })}
        </span>
      </div>
    </div>
  );
}
