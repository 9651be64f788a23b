import type { ScreenShape } from "@/api/types";
import { COLUMNS, type Kind, ROWS } from "./layout";
import type { Theme } from "./palette";
import styles from "./gallery.module.css";

const GLYPHS: Partial<Record<Kind, string>> = {
  trend: "M0 8L3 5L5 6L10 1",
  number: "M1 4H7M1 7H4",
  kpi: "M1 3H6M1 7H9",
  gauge: "M1 8A4 4 0 0 1 9 8",
  ranking: "M0 2H10M0 5H7M0 8H4",
  map: "M1 3L4 1L7 2L9 4L8 7L5 9L3 7L2 6Z",
  production: "M0 2H8M0 5H5M0 8H9",
  flow: "M0 2H9M0 5H9M0 8H9",
  table: "M0 2H10M0 5H10M0 8H10",
  funnel: "M0 1H10L6 5V9H4V5Z",
  sankey: "M0 2C5 2 5 6 10 6M0 6C5 6 5 2 10 2",
  clock: "M5 1A4 4 0 1 0 5 9A4 4 0 1 0 5 1M5 3V5L7 6",
};

/** A small picture of a screen: where what stands. */
export function Thumbnail({ shapes, theme }: { shapes: readonly ScreenShape[]; theme: Theme }) {
  return (
    <svg className={`${styles.thumb} ${styles[theme]}`} viewBox={`-6 -14 ${COLUMNS * 10 + 12} ${ROWS * 10.4 + 20}`} aria-hidden="true">
      <rect x={COLUMNS * 5 - 34} y="-9" width="68" height="5" rx="2.5" className={styles.bar} />
      {shapes.map((shape) => {
        const [x, y, w, h] = [shape.x * 10 + 1, shape.y * 10.4 + 1, shape.w * 10 - 2, shape.h * 10.4 - 2];
        const glyph = GLYPHS[shape.kind];
        const size = Math.min(w, h) * 0.62;
        return (
          <g key={`${shape.x}/${shape.y}`}>
            <rect x={x} y={y} width={w} height={h} rx="2" className={shape.kind === "ticker" ? styles.tape : styles.box} />
            {glyph && (
              <path
                d={glyph}
                className={styles.glyph}
                vectorEffect="non-scaling-stroke"
                transform={`translate(${x + w / 2 - size / 2} ${y + h / 2 - size / 2}) scale(${size / 10})`}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
