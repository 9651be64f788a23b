import { Alert, Progress } from "antd";
import { useTranslation } from "react-i18next";
import type { Health } from "@/api/types";
import styles from "./LoginPage.module.css";

/** What the server is still doing (making the demo company), so that empty pages explain themselves. */
export function Preparing({ health }: { health: Health }) {
  const { t } = useTranslation();
  const progress = health.progress;
  if (!progress) return health.ready ? null : <p className={styles.preparing}>{t("login.starting")}</p>;
  if (progress.failed) return <Alert className={styles.failed} type="error" showIcon title={progress.failed} />;
  const percent = progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  return (
    <div className={styles.preparing} role="status">
      <span>{t("login.preparing", { step: progress.label })}</span>
      <Progress percent={percent} size="small" strokeColor="var(--teal)" />
    </div>
  );
}
