import { useEffect, useRef, useState } from "react";
import styles from "./grid.module.css";

interface Props {
  label: string;
  first: string;
  percent: boolean;
  /** What was typed and the key that ended it; nothing typed when it was given up. */
  onDone: (text: string | null, key: string) => void;
}

/** The cell while it is typed in. */
export function CellEditor({ label, first, percent, onDone }: Props) {
  const [text, setText] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => {
    const box = input.current;
    box?.focus();
    box?.setSelectionRange(first.length, first.length);
  }, [first]);
  const done = (result: string | null, key: string) => {
    if (over.current) return;
    over.current = true;
    onDone(result, key);
  };
  return (
    <div role="gridcell" className={styles.editor} onPointerDown={(event) => event.stopPropagation()}>
      <input
        ref={input}
        aria-label={label}
        className="figures"
        inputMode="decimal"
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => done(text, "")}
        onPaste={(event) => {
          // Several cells are for the grid, not for this one.
          if (/[\t\n]/.test(event.clipboardData.getData("text/plain").trimEnd())) done(null, "");
          else event.stopPropagation();
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Escape") done(null, "Escape");
          if (event.key === "Enter" || event.key === "Tab") {
            event.preventDefault();
            done(text, event.shiftKey && event.key === "Tab" ? "ShiftTab" : event.key);
          }
        }}
      />
      {percent && <span aria-hidden="true">%</span>}
    </div>
  );
}
