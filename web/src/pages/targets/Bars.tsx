import { forDrawing } from "@/lib/decimal";
import styles from "./targets.module.css";

interface Props {
  /** Targets, and last year's figures behind them. */
  values: readonly (string | null)[];
  baselines: readonly (string | null)[];
}

/** The course of a year at a glance: targets as bars, last year as lines across them. */
export function Bars({ values, baselines }: Props) {
  const most = Math.max(...[...values, ...baselines].map((one) => forDrawing(one) ?? 0), 0);
  const high = (one: string | null | undefined) => (most > 0 ? Math.max(0, (forDrawing(one) ?? 0) / most) * 26 : 0);
  return (
    <svg className={styles.course} viewBox={`0 0 ${values.length * 9} 28`} width={values.length * 9} height="28" aria-hidden="true">
      {values.map((value, i) => (
        // Periods stand where they are.
        // oxlint-disable-next-line react/no-array-index-key
        <g key={i} transform={`translate(${i * 9} 0)`}>
          <rect x="1" y={28 - high(value)} width="6" height={high(value)} rx="1" />
          {typeof baselines[i] === "string" && <line x1="0" x2="8" y1={28 - high(baselines[i])} y2={28 - high(baselines[i])} />}
        </g>
      ))}
    </svg>
  );
}
