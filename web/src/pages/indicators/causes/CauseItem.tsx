import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cause, Causes } from "@/api/gen";
import styles from "./Causes.module.css";
import { EvidenceList } from "./EvidenceList";
import { useEffectWriter } from "./useEffectWriter";

interface Props {
  cause: Cause;
  found: Causes;
  /** The largest effect at the outermost level; bars are drawn against it. */
  largest: number;
  depth: number;
}

/** One cause: who, how much, in a sentence; inside it the causes one level deeper. */
export function CauseItem({ cause, found, largest, depth }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(depth === 0);
  const write = useEffectWriter(found.unit, found.decimals);
  const size = Number(cause.effect);
  const judged = found.direction === "higher" || found.direction === "lower";
  const better = size > 0 === (found.direction === "higher");
  const tone = !judged ? "" : better ? styles.better : styles.worse;
  return (
    <li className={styles.cause}>
      <div className={styles.row}>
        <span className={styles.who}>
          <small>{cause.label}</small>
          <b>{cause.name}</b>
        </span>
        <span className={styles.track} aria-hidden="true">
          <span className={`${styles.bar} ${tone}`} style={{ width: `${Math.min(100, (Math.abs(size) / largest) * 100)}%` }} />
        </span>
        <span className={`figures ${styles.effect} ${tone}`}>{write.effect(cause.effect)}</span>
        <span className={`figures ${styles.share}`}>{write.share(cause.share)}</span>
      </div>
      <p className={styles.sentence}>{cause.text}</p>
      {cause.evidence.length > 0 && <EvidenceList cause={cause} found={found} />}
      {cause.within.length > 0 && (
        <>
          <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "causes.close" : "causes.inside", { name: cause.name })}
          </button>
          {open && (
            <ol className={styles.causes}>
              {cause.within.map((one) => (
                <CauseItem key={`${one.dimension}|${String(one.key)}`} cause={one} found={found} largest={largest} depth={depth + 1} />
              ))}
            </ol>
          )}
        </>
      )}
    </li>
  );
}
