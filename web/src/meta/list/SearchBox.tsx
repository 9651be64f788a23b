import { Input } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./list.module.css";

const PAUSE_MS = 300;

interface Props {
  q: string;
  onSearch: (q: string) => void;
}

/** Free search, sent when the typing pauses. */
export function SearchBox({ q, onSearch }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  const [sent, setSent] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // A search changed from outside (a view, "show all") shows; the echo of our own does not undo typing.
  if (q !== seen) {
    setSeen(q);
    if (q !== sent) setTyped(q);
  }
  const send = (text: string) => {
    clearTimeout(timer.current);
    setSent(text);
    onSearch(text);
  };
  return (
    <Input.Search
      data-search=""
      allowClear
      className={styles.search}
      placeholder={t("documents.searchHint")}
      aria-label={t("documents.search")}
      value={typed}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => send(text), PAUSE_MS);
      }}
      onSearch={send}
    />
  );
}
