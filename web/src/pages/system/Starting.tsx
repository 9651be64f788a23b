import { useTranslation } from "react-i18next";
import { Brand } from "@/app/shell/Brand";
import styles from "./system.module.css";

/** The moment before the server has said who is there. */
export function Starting() {
  const { t } = useTranslation();
  return (
    <div className={styles.center} role="status" aria-label={t("system.starting")}>
      <div className={styles.pulse}>
        <Brand on="light" />
      </div>
    </div>
  );
}
