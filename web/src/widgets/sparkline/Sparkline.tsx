import type { Light } from "@/api/types";
import { line, scale } from "./geometry";
import styles from "./Sparkline.module.css";

interface Props {
  values: (number | null)[];
  target: number | null;
  light: Light | null;
  width?: number;
  height?: number;
}

/** The course of a figure without axes: line, target as a dashed level, the last point in its light. */
export function Sparkline({ values, target, light, width = 104, height = 40 }: Props) {
  const points = scale(values, target, width, height);
  const last = points.values.findLast((point) => point !== null);
  if (!last) return null;
  return (
    <svg className={styles.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={line(points.values, height)} className={styles.area} />
      {points.target !== null && <path d={`M0 ${points.target}H${width}`} className={styles.target} />}
      <path d={line(points.values)} className={styles.line} />
      <circle cx={last.x} cy={last.y} r="3.2" className={`${styles.last} ${styles[light ?? "none"]}`} />
    </svg>
  );
}
