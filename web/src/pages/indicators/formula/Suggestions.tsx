import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Suggestion } from "@/api/types";
import styles from "./formula.module.css";

const WIDTH = 320;

interface Props {
  offers: readonly Suggestion[];
  chosen: number;
  /** Stands where the cursor is. */
  anchor: HTMLElement | null;
  onAccept: (offer: Suggestion) => void;
}

/** What may come next, below the cursor. */
export function Suggestions({ offers, chosen, anchor, onAccept }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const room = (anchor?.offsetParent?.clientWidth ?? WIDTH) - WIDTH;
  const left = Math.max(0, Math.min(anchor?.offsetLeft ?? 0, room));
  const top = (anchor?.offsetTop ?? 0) + 24;
  return (
    <div ref={list} className={styles.offers} role="listbox" aria-label={t("formulaEditor.offers")} style={{ left, top, width: WIDTH }}>
      {offers.map((offer, at) => (
        <div
          key={`${offer.kind}:${offer.text}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          className={at === chosen ? styles.chosen : undefined}
          // The text keeps the cursor: pressing, not clicking, so that it is not left first.
          onMouseDown={(event) => {
            event.preventDefault();
            onAccept(offer);
          }}
        >
          <span className={styles.offerText}>{offer.text}</span>
          <span className={styles.offerDetail}>
            {t(`formulaEditor.offer.${offer.kind}`)}
            {offer.detail && offer.detail !== offer.text && ` · ${offer.detail}`}
          </span>
        </div>
      ))}
    </div>
  );
}
