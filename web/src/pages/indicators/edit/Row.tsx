import type { ReactNode } from "react";
import styles from "./edit.module.css";

interface Props {
  label: string;
  required?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}

/** A field with its name above it, and what is wrong with it below. */
export function Row({ label, required, hint, error, children }: Props) {
  return (
    <div className={styles.row} role="group" aria-label={label}>
      <span className={styles.label}>
        {label}
        {required && <span className={styles.star}> *</span>}
      </span>
      {children}
      {error ? (
        <span className={styles.error} role="alert">
          {error}
        </span>
      ) : (
        hint && <span className={styles.hint}>{hint}</span>
      )}
    </div>
  );
}
