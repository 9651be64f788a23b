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
  /** The part of the target that is due by today, in a running period. */
  expected?: string | null | undefined;
}

/** Where the bar ends: 125 % of the target, with a notch at 100 %. */
const FULL = 1.25;

export function Achievement({ achievement, target, unit, decimals, light, expected }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const due = expected ? (forDrawing(expected) ?? 0) / (forDrawing(target) || 1) : null;
  const share = Math.max(0, Math.min(FULL, forDrawing(achievement) ?? 0)) / FULL;
  return (
    <div className={styles.achievement}>
      <div className={styles.bar} aria-hidden="true">
        <span className={`${styles.fill} ${styles[light ?? "none"]}`} style={{ width: `${share * 100}%` }} />
        {due !== null && due > 0 && due < 1 && <span className={styles.due} style={{ left: `${(due / FULL) * 100}%` }} />}
        <span className={styles.notch} />
      </div>
      <div className={styles.words}>
        <span>
          {t("card.achievement")} <b className="figures">{write.text(achievement, "ratio", { decimals: 1 })}</b>
        </span>
        <span className="figures" title={expected ? t("card.expected", { expected: write.text(expected, unit, { compact: true, decimals }) }) : undefined}>
          {t("card.target", { target: write.text(target, unit, { compact: true, decimals }) })}
        </span>
      </div>
    </div>
  );
}
