import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from "react";
import type { ScreenData, ScreenLayout } from "@/api/types";
import { useLanguage } from "@/app/i18n/useLanguage";
import { COLUMNS, readingOrder, ROWS } from "../layout";
import { PALETTES, type Theme } from "../palette";
import { StageContext } from "../stageContext";
import { NARROW, unitOf } from "../unit";
import { Widget } from "../widgets/Widget";
import { Header } from "./Header";
import { Since } from "./Since";
import styles from "./stage.module.css";

interface Props {
  name: string;
  company: string;
  theme: Theme;
  layout: ScreenLayout;
  data: ScreenData | null;
  /** Since when the figures are old; null while they are live. */
  since: Date | null;
}

/** Heights of widgets on a phone, in units. */
const HEIGHTS: Partial<Record<string, number>> = { map: 620, production: 620, flow: 560, ranking: 460, sankey: 520, ticker: 240, trend: 360, funnel: 320, gauge: 300, text: 140, clock: 200, table: 340 };

/** One screen: the strip on top, and the widgets on their grid. */
export const Stage = memo(function Stage({ name, company, theme, layout, data, since }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const narrow = size !== null && size.width < NARROW;
  const unit = size ? unitOf(size.width, size.height) : 1;
  const stage = useMemo(
    () => ({ theme, palette: PALETTES[theme], unit, language, narrow }),
    [theme, unit, language, narrow],
  );
  const widgets = layout.widgets ?? [];
  return (
    <div
      ref={root}
      className={`${styles.stage} ${styles[theme]} ${narrow ? styles.narrow : ""}`}
      style={{ "--u": `${unit}px` } as CSSProperties}
      data-screen={name}
      data-version={data?.version ?? ""}
    >
      <StageContext value={stage}>
        {layout.header !== false && <Header name={name} company={company} subtitle={layout.subtitle ?? ""} since={since} live={data !== null} />}
        {size && (
          <div
            className={styles.grid}
            style={narrow ? undefined : { gridTemplateColumns: `repeat(${COLUMNS}, 1fr)`, gridTemplateRows: `repeat(${ROWS}, 1fr)` }}
          >
            {(narrow ? readingOrder(widgets) : widgets).map((widget) => (
              <div
                key={widget.id}
                className={styles.cell}
                data-widget={widget.id}
                data-kind={widget.kind}
                style={
                  narrow
                    ? { height: `calc(${HEIGHTS[widget.kind] ?? 250} * var(--u))` }
                    : {
                        gridColumn: `${widget.x + 1} / span ${widget.w}`,
                        gridRow: `${widget.y + 1} / span ${widget.h}`,
                      }
                }
              >
                <Widget widget={widget} answer={data?.widgets[widget.id]} />
              </div>
            ))}
          </div>
        )}
        {layout.header === false && since && <div className={styles.corner}><Since since={since} /></div>}
      </StageContext>
    </div>
  );
});
