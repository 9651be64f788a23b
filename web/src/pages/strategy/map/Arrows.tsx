import { useTranslation } from "react-i18next";
import { type Curve, curve, type Point } from "./curves";
import { type Box, CARD } from "./layout";
import styles from "./map.module.css";

interface Props {
  arrows: Curve[];
  width: number;
  height: number;
  /** Links to bring forward; the others step back. */
  lit: ReadonlySet<number> | null;
  /** A link being drawn: from this card to this point. */
  drawing: { from: Box; to: Point } | null;
}

/** The links as curved arrows behind the cards. */
export function Arrows({ arrows, width, height, lit, drawing }: Props) {
  const { t } = useTranslation();
  const fresh = drawing && curve({ x: drawing.from.x + CARD.width / 2, y: drawing.from.y }, "top", drawing.to, "bottom");
  return (
    <svg className={styles.arrows} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-label={t("strategy.links")} role="img">
      {arrows.map((one) => (
        <g key={one.id} data-link={one.id} className={lit ? (lit.has(one.id) ? styles.lit : styles.dim) : undefined}>
          <path d={one.path} className={styles.halo} />
          <path d={one.path} className={styles.line} />
          <polygon points={one.head} className={styles.head} />
        </g>
      ))}
      {fresh && (
        <g className={styles.lit}>
          <path d={fresh.path} className={`${styles.line} ${styles.drawing}`} />
          <polygon points={fresh.head} className={styles.head} />
        </g>
      )}
    </svg>
  );
}
