import { useEffect, useRef } from "react";

/** Keys and what they do; `mod+s` is Ctrl+S, or Cmd+S on a Mac. */
export type Keys = Record<string, (event: KeyboardEvent) => void>;

const TYPING = "input, textarea, select, [contenteditable=true], [role=combobox]";
const ABOVE = ".ant-modal-wrap, .ant-drawer-open, .ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-dropdown:not(.ant-dropdown-hidden)";

/** Single keys work while nothing is typed and no dialog is open; those with `mod+` always do. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const mod = event.ctrlKey || event.metaKey;
      const action = latest.current[mod ? `mod+${event.key.toLowerCase()}` : event.key];
      if (!action || event.altKey || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (!mod && (target?.closest(TYPING) || document.querySelector(ABOVE))) return;
      event.preventDefault();
      action(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
