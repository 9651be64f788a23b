import { useEffect, useState } from "react";
import { useStage } from "../stageContext";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

const SIZES = { s: 22, m: 32, l: 48, xl: 72 } as const;

/** Words of whoever made the screen: a slogan, a name, a hint. */
export function TextWidget({ widget, title }: WidgetProps) {
  const size = SIZES[widget.size ?? "m"];
  return (
    <Panel title={title} plain>
      <div className={styles.words} style={{ fontSize: `calc(${size} * var(--u))`, textAlign: widget.align ?? "center" }}>
        {widget.text}
      </div>
    </Panel>
  );
}

/** The time now, on the second. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(new Date());
      timer = setTimeout(tick, 1000 - (Date.now() % 1000));
    };
    timer = setTimeout(tick, 1000 - (Date.now() % 1000));
    return () => clearTimeout(timer);
  }, []);
  return now;
}

/** Time and date of the place where the screen hangs. */
export function ClockWidget({ widget, title }: WidgetProps) {
  const now = useNow();
  const { language } = useStage();
  const two = (value: number) => String(value).padStart(2, "0");
  const date = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "long" }).format(now);
  return (
    <Panel title={title} plain>
      <div className={styles.clock} style={{ fontSize: `calc(${Math.min(28 * widget.h, 15 * widget.w)} * var(--u))` }}>
        <span className="figures">
          {two(now.getHours())}:{two(now.getMinutes())}
          <span className={styles.seconds}>:{two(now.getSeconds())}</span>
        </span>
        <span className={styles.date}>{date}</span>
      </div>
    </Panel>
  );
}
