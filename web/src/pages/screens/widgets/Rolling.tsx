import { useEffect, useRef, useState } from "react";
import type { Written } from "@/lib/quantity";
import styles from "./rolling.module.css";

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

function Digit({ char }: { char: string }) {
  const place = DIGITS.indexOf(char);
  if (place < 0) return <span className={styles.sign}>{char}</span>;
  return (
    <span className={styles.digit}>
      <span className={styles.reel} style={{ transform: `translateY(-${place * 10}%)` }}>
        {DIGITS.map((digit) => (
          <span key={digit}>{digit}</span>
        ))}
      </span>
    </span>
  );
}

/** A figure whose digits roll to the new value, and which lights up for a moment when it changes. */
export function Rolling({ written }: { written: Written }) {
  const { sign, prefix, number, suffix } = written;
  const text = `${sign === "-" ? "−" : sign}${prefix}${number}${suffix}`;
  const before = useRef(text);
  const [lit, setLit] = useState(0);
  useEffect(() => {
    if (before.current === text) return undefined;
    before.current = text;
    setLit((count) => count + 1);
    return undefined;
  }, [text]);
  // Counted from the right, so that a digit stays the same element when one more comes in front.
  const chars = [...number].map((char, at) => ({ char, place: `${number.length - at}` }));
  return (
    <span className={styles.rolling} role="img" aria-label={text} data-lit={lit}>
      <span key={lit} className={lit ? styles.flash : undefined} aria-hidden="true">
        {sign && <span className={styles.sign}>{sign === "-" ? "−" : sign}</span>}
        {prefix && <span className={styles.small}>{prefix}</span>}
        {chars.map(({ char, place }) => (
          <Digit key={place} char={char} />
        ))}
        {suffix && <span className={styles.small}>{suffix}</span>}
      </span>
    </span>
  );
}
