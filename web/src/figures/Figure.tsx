import type { Written } from "@/lib/quantity";
import styles from "./Figure.module.css";

interface Props {
  written: Written;
  size?: "large" | "medium";
}

/** A figure with its sign and unit set smaller than the digits. */
export function Figure({ written, size = "medium" }: Props) {
  const { sign, prefix, number, suffix } = written;
  return (
    <span className={`figures ${styles.figure} ${styles[size]}`}>
      {sign === "-" ? "−" : sign}
      {prefix && <span className={styles.small}>{prefix}</span>}
      {number}
      {suffix && <span className={styles.unit}>{suffix.trim()}</span>}
    </span>
  );
}
