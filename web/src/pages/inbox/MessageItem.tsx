import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writeMoment } from "@/lib/date";
import styles from "./inbox.module.css";
import type { InboxMessage } from "./useInbox";

const TONES: Record<string, string> = {
  red: "bad",
  behind: "bad",
  amber: "warn",
  spike: "warn",
  shift: "warn",
  no_data: "warn",
  no_source: "warn",
  stale: "warn",
  green: "good",
  reached: "good",
  near: "good",
};

interface Props {
  message: InboxMessage;
  onOpen: () => void;
}

/** One message; opening it leads to the figure and marks it read. */
export function MessageItem({ message, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const body = (
    <>
      <span className={`${styles.tone} ${styles[TONES[message.state] ?? "warn"]}`} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.title}>
          {message.title}
          {!message.read_at && <span className="visually-hidden"> ({t("inbox.unread")})</span>}
        </span>
        <span className={styles.text}>{message.text}</span>
        <span className={styles.time}>{writeMoment(message.made_at, language)}</span>
      </span>
    </>
  );
  return (
    <li data-message={message.id} data-unread={message.read_at === null}>
      {message.link ? (
        <Link className={styles.item} to={message.link} onClick={onOpen}>
          {body}
        </Link>
      ) : (
        <button type="button" className={styles.item} onClick={onOpen}>
          {body}
        </button>
      )}
    </li>
  );
}
