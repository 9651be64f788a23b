import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { useTranslation } from "react-i18next";
import type { Log } from "@/api/gen";
import styles from "./log.module.css";

/** Whether all of the log holds; `whole`: the number of all entries is known. */
export function IntactMark({ log, whole }: { log: Log; whole: boolean }) {
  const { t } = useTranslation();
  if (!log.intact) {
    return (
      <span className={styles.bad} role="status">
        <WarningOutlined aria-hidden="true" /> {t("kpiLog.broken", { count: log.broken.length })}
      </span>
    );
  }
  return (
    <span className={styles.good} role="status">
      <SafetyCertificateOutlined aria-hidden="true" /> {whole ? t("kpiLog.intact", { count: log.total }) : t("kpiLog.intactAll")}
    </span>
  );
}
