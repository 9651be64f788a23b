import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** Production orders under way: product, how far, when due; late ones in red. */
export function ProductionWidget({ answer, title }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const jobs = answer?.jobs ?? [];
  const late = jobs.filter((job) => job.late).length;
  const note = late ? t("screens.lateJobs", { count: late }) : undefined;
  return (
    <Panel title={title || t("screens.kind.production")} note={note}>
      <ul className={styles.jobs}>
        {jobs.map((job) => {
          const share = Math.max(0, Math.min(1, forDrawing(job.progress) ?? 0));
          return (
            <li key={job.key} className={`${styles.job} ${job.late ? styles.lateJob : ""}`}>
              <span className={styles.jobName}>{job.product}</span>
              <span className={styles.jobPlace}>{job.work_center || job.state_name}</span>
              <span className={`figures ${styles.jobCount}`}>{write.text(job.planned, "pcs", { decimals: 0 })}</span>
              <span className={styles.jobTrack}>
                <span className={styles.jobFill} style={{ width: `${share * 100}%` }} />
                <b className={`figures ${styles.jobShare}`}>{write.text(job.progress, "ratio", { decimals: 0 })}</b>
              </span>
              <span className={`figures ${styles.jobDue}`}>
                {job.late ? t("screens.late") : ""} {job.due?.slice(5) ?? "—"}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
