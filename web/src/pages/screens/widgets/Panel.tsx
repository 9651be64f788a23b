import type { ReactNode } from "react";
import { useStage } from "../stageContext";
import { titleSize } from "../titleSize";
import styles from "./widgets.module.css";

interface Props {
  title: string;
  /** Small words at the right end of the title: the period, a count. */
  note?: string | undefined;
  plain?: boolean;
  /** Columns of the grid it is wide: a long title is set smaller rather than cut. */
  cells?: number;
  children: ReactNode;
}

/** The frame of a widget: a title one can read from across the room, and the room below it. */
export function Panel({ title, note, plain, cells, children }: Props) {
  const { narrow } = useStage();
  const size = narrow || cells === undefined ? 24 : titleSize(title, cells, note !== undefined);
  return (
    <section className={`${styles.panel} ${plain ? styles.plain : ""}`} aria-label={title || undefined}>
      {(title || note) && (
        <header className={styles.head}>
          <h2 className={styles.title} style={{ fontSize: `calc(${size} * var(--u))` }}>{title}</h2>
          {note && <span className={styles.note}>{note}</span>}
        </header>
      )}
      <div className={styles.body}>{children}</div>
    </section>
  );
}
