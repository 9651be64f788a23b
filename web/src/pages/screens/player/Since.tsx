import { useTranslation } from "react-i18next";
import { useNow } from "../widgets/PlainWidgets";
import styles from "./stage.module.css";

/** That the figures are old, and since when. */
export function Since({ since }: { since: Date }) {
  const { t } = useTranslation();
  const two = (value: number) => String(value).padStart(2, "0");
  const today = useNow().toDateString() === since.toDateString();
  const clock = `${two(since.getHours())}:${two(since.getMinutes())}`;
  const time = today ? clock : `${two(since.getMonth() + 1)}-${two(since.getDate())} ${clock}`;
  return (
    <span className={styles.since} role="status" data-offline>
      <span className={styles.sinceDot} aria-hidden="true" />
      {t("screens.offlineSince", { time })}
    </span>
  );
}
