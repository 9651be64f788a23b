import type { ReactNode } from "react";
import styles from "./editor.module.css";

/** A setting with its name above it, or beside it. */
export function Field({ label, inline, children }: { label: string; inline?: boolean; children: ReactNode }) {
  return (
    <div className={`${styles.field} ${inline ? styles.inline : ""}`} role="group" aria-label={label}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}
