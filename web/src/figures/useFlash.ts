import { useEffect, useRef, useState } from "react";

/** How long a changed figure stays lit, ms. */
const LIT = 2_200;

/**
 * Whether a figure has just changed by itself.
 * `context` is what the reader chose (period, unit): a change of it is no news.
 */
export function useFlash(context: string, value: string | null): boolean {
  const before = useRef({ context, value });
  const [lit, setLit] = useState(false);
  useEffect(() => {
    const news = before.current.context === context && before.current.value !== value;
    before.current = { context, value };
    setLit(news);
    if (!news) return undefined;
    const timer = setTimeout(() => setLit(false), LIT);
    return () => clearTimeout(timer);
  }, [context, value]);
  return lit;
}
