import { useTranslation } from "react-i18next";
import { useStage } from "../stageContext";
import { useNow } from "../widgets/PlainWidgets";
import { Since } from "./Since";
import styles from "./stage.module.css";

interface Props {
  name: string;
  company: string;
  subtitle: string;
  since: Date | null;
  live: boolean;
}

/** The strip on top: whose figures, what they are, what time it is, and whether they are live. */
export function Header({ name, company, subtitle, since, live }: Props) {
  const { t } = useTranslation();
  const { language } = useStage();
  const now = useNow();
  const two = (value: number) => String(value).padStart(2, "0");
  const date = new Intl.DateTimeFormat(language, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
  }).format(now);
  return (
    <header className={styles.header}>
      <div className={styles.side}>
        <span className={styles.mark} aria-hidden="true" />
        <span className={styles.company}>{company}</span>
      </div>
      <div className={styles.middle}>
        <h1 className={styles.name}>{name}</h1>
        {subtitle && <span className={styles.subtitle}>{subtitle}</span>}
      </div>
      <div className={`${styles.side} ${styles.end}`}>
        {since ? (
          <Since since={since} />
        ) : live ? (
          <span className={styles.live} role="status">
            <span className={styles.liveDot} aria-hidden="true" />
            {t("live.online")}
          </span>
        ) : null}
        <span className={styles.day}>{date}</span>
        <span className={`figures ${styles.time}`}>
          {two(now.getHours())}:{two(now.getMinutes())}:{two(now.getSeconds())}
        </span>
      </div>
    </header>
  );
}
