import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Suggestion } from "@/api/types";
import styles from "./formula.module.css";
import { accepted, asksForMore, type Finding, segments } from "./marks";
import { Suggestions } from "./Suggestions";
import { suggestionsFor } from "./useFormula";

const REST_MS = 120;
const MOST = 4000;

interface Props {
  value: string;
  findings: readonly Finding[];
  onChange: (text: string) => void;
}

/** A formula as text: wrong places are underlined, what may come next is offered while typing. */
export function TextEditor({ value, findings, onChange }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<HTMLSpanElement | null>(null);
  const [cursor, setCursor] = useState(0);
  const [asked, setAsked] = useState<{ text: string; position: number } | null>(null);
  const [offers, setOffers] = useState<Suggestion[]>([]);
  const [chosen, setChosen] = useState(0);

  useEffect(() => {
    if (!asked) return;
    const control = new AbortController();
    const timer = setTimeout(() => {
      suggestionsFor(asked.text, asked.position, control.signal)
        .then((found) => {
          setOffers(found);
          setChosen(0);
        })
        // Without suggestions one can still type.
        .catch(() => undefined);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [asked]);

  const close = () => {
    setAsked(null);
    setOffers([]);
  };
  const accept = (offer: Suggestion | undefined) => {
    if (!offer) return;
    const [text, place] = accepted(value, offer.position, offer.text);
    onChange(text);
    setOffers([]);
    setCursor(place);
    // A fact or a bracket asks for more at once.
    setAsked(/[.([]$/.test(offer.text) ? { text, position: place } : null);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(place, place);
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.ctrlKey && event.key === " ") {
      event.preventDefault();
      setAsked({ text: value, position: field.current?.selectionStart ?? value.length });
      return;
    }
    if (offers.length === 0) return;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      setChosen((chosen + move + offers.length) % offers.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      accept(offers[chosen]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className={styles.text}>
      <div className={styles.backdrop} aria-hidden="true">
        {segments(value, findings).map((segment, at) => (
          // The parts of a text have no other name than their place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className={segment.finding === null ? undefined : styles.wrong}>
            {segment.text}
          </span>
        ))}
        {"\n"}
      </div>
      <div className={styles.backdrop} aria-hidden="true">
        {value.slice(0, cursor)}
        <span ref={setCaret} />
      </div>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={t("formulaEditor.text")}
        aria-invalid={findings.length > 0}
        placeholder={t("formulaEditor.placeholder")}
        value={value}
        maxLength={MOST}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        rows={3}
        onChange={(event) => {
          const { value: text, selectionStart } = event.target;
          onChange(text);
          setCursor(selectionStart);
          setAsked(asksForMore(text.slice(0, selectionStart)) ? { text, position: selectionStart } : null);
          setOffers([]);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={keys}
        onBlur={close}
      />
      {offers.length > 0 && <Suggestions offers={offers} chosen={chosen} anchor={caret} onAccept={accept} />}
    </div>
  );
}
