import { type CSSProperties, useEffect, useMemo, useRef, useState } from "react";
import type { ScreenData } from "@/api/types";
import { useLanguage } from "@/app/i18n/useLanguage";
import { Grid } from "@/widgets/grid/Grid";
import { COLUMNS, ROWS, SIZES } from "../layout";
import { PALETTES } from "../palette";
import { Header } from "../player/Header";
import stage from "../player/stage.module.css";
import { StageContext } from "../stageContext";
import { Widget } from "../widgets/Widget";
import styles from "./editor.module.css";
import type { Editor } from "./useEditor";

interface Props {
  editor: Editor;
  data: ScreenData | null;
  company: string;
}

const GAP = 16;
const SIDE = 24;
const HEAD = 92;
const FOOT = 20;

/** The screen as it will look, with its widgets to be dragged. */
export function Canvas({ editor, data, company }: Props) {
  const { draft, chosen, choose, moved } = editor;
  const language = useLanguage();
  const room = useRef<HTMLDivElement>(null);
  const [unit, setUnit] = useState(0);
  useEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const measure = () => setUnit(Math.min(element.clientWidth / 1920, element.clientHeight / 1080));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const context = useMemo(
    () => ({ theme: draft.theme, palette: PALETTES[draft.theme], unit, language, narrow: false }),
    [draft.theme, unit, language],
  );
  const widgets = draft.layout.widgets;
  const items = useMemo(
    () =>
      (widgets ?? []).map((widget) => ({
        ...widget,
        minW: SIZES[widget.kind].least[0],
        minH: SIZES[widget.kind].least[1],
        content: (
          <div
            className={`${styles.item} ${widget.id === chosen ? styles.chosen : ""}`}
            data-widget={widget.id}
            data-kind={widget.kind}
            onPointerDown={() => choose(widget.id)}
          >
            <Widget widget={widget} answer={data?.widgets[widget.id]} />
          </div>
        ),
      })),
    [widgets, chosen, data, choose],
  );
  const head = draft.layout.header !== false;
  return (
    <div ref={room} className={styles.room} onPointerDown={(event) => event.target === event.currentTarget && choose(null)}>
      {unit > 0 && (
        <div
          className={`${stage.stage} ${stage[draft.theme]} ${styles.canvas}`}
          style={{ "--u": `${unit}px`, width: 1920 * unit, height: 1080 * unit } as CSSProperties}
        >
          <StageContext value={context}>
            {head && <Header name={draft.name} company={company} subtitle={draft.layout.subtitle ?? ""} since={null} live={data !== null} />}
            <div className={head ? "" : styles.headless}>
              <Grid
                items={items}
                columns={COLUMNS}
                rows={ROWS}
                width={(1920 - 2 * SIDE) * unit}
                height={(1080 - FOOT - (head ? HEAD : FOOT)) * unit}
                gap={GAP * unit}
                onMoved={moved}
              />
            </div>
          </StageContext>
        </div>
      )}
    </div>
  );
}
