import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./CockpitPage.module.css";

const PLACES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Cards in outline while the first answer is on its way. */
export function CockpitSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles.grid} role="status" aria-label={t("system.starting")}>
      {PLACES.map((place) => (
        <div key={place} className={styles.outline}>
          <Skeleton active title={{ width: "45%" }} paragraph={{ rows: 2, width: ["70%", "100%"] }} />
        </div>
      ))}
    </div>
  );
}
