import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { useLiveStatus } from "@/app/session/useLiveUpdates";
import { writeTime } from "@/lib/date";
import styles from "./LiveStatus.module.css";

/** Whether figures on the screen move by themselves, and since when they don't. */
export function LiveStatus() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { state, since } = useLiveStatus();
  const text = since ? t("live.offlineSince", { time: writeTime(since, language) }) : t(`live.${state}`);
  return (
    <Tooltip title={t(`live.${state}Hint`)}>
      <span className={`${styles.status} ${styles[state]}`} role="status">
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.text}>{text}</span>
      </span>
    </Tooltip>
  );
}
