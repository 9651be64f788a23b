import { useCallback, useEffect, useState } from "react";
import type { ScreenLayout, Widget } from "@/api/types";
import { begin, type History, record, redo, undo } from "../history";
import { free, newId, type Place, roomFor, SIZES, type Kind, withWidget } from "../layout";
import type { Theme } from "../palette";

export interface Draft {
  name: string;
  theme: Theme;
  shared: boolean;
  layout: ScreenLayout;
  rotation: { screen: number; seconds: number }[];
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const places = (layout: ScreenLayout, but?: string): Place[] =>
  (layout.widgets ?? []).filter((widget) => widget.id !== but);

/** What is being edited, every step of it, and which widget is chosen. */
export function useEditor(first: Draft) {
  const [history, setHistory] = useState<History<Draft>>(() => begin(first));
  const [chosen, setChosen] = useState<string | null>(null);
  const draft = history.present;

  const change = useCallback((next: Partial<Draft> | ((draft: Draft) => Partial<Draft>), tag: string | null = null) => {
    setHistory((now) =>
      record(now, { ...now.present, ...(typeof next === "function" ? next(now.present) : next) }, tag),
    );
  }, []);
  const setWidget = useCallback(
    (id: string, next: (widget: Widget) => Widget | null, tag: string | null = null) =>
      change((now) => ({ layout: withWidget(now.layout, id, next) }), tag),
    [change],
  );
  const back = useCallback(() => setHistory(undo), []);
  const forth = useCallback(() => setHistory(redo), []);

  /** Add a widget of a kind where there is room; whether there was. */
  const add = (kind: Kind, like?: Widget): boolean => {
    const widgets = draft.layout.widgets ?? [];
    const sized = like && roomFor(kind, widgets);
    const place = sized ?? roomFor(kind, widgets);
    if (!place) return false;
    const id = newId(widgets);
    const made: Widget = { ...(like ?? { kind }), kind, id, ...place };
    change({ layout: { ...draft.layout, widgets: [...widgets, made] } });
    setChosen(id);
    return true;
  };
  const erase = useCallback(
    (id: string) => {
      setWidget(id, () => null);
      setChosen(null);
    },
    [setWidget],
  );
  const moved = useCallback(
    (now: readonly ({ id: string } & Place)[]) => {
      setHistory((before) => {
        const widgets = before.present.layout.widgets ?? [];
        const known = new Map(now.map((place) => [place.id, place]));
        const next = widgets.map((widget) => {
          const place = known.get(widget.id);
          const same = !place || (["x", "y", "w", "h"] as const).every((side) => place[side] === widget[side]);
          return same ? widget : { ...widget, x: place.x, y: place.y, w: place.w, h: place.h };
        });
        if (next.every((widget, at) => widget === widgets[at])) return before;
        return record(before, { ...before.present, layout: { ...before.present.layout, widgets: next } });
      });
    },
    [],
  );

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const field = event.target as HTMLElement;
      if (field.closest("input, textarea, [contenteditable], .ant-select, .ant-modal")) return;
      const command = event.ctrlKey || event.metaKey;
      if (command && event.key.toLowerCase() === "z") {
        event.preventDefault();
        if (event.shiftKey) forth();
        else back();
      } else if (command && event.key.toLowerCase() === "y") {
        event.preventDefault();
        forth();
      } else if (chosen && (event.key === "Delete" || event.key === "Backspace")) {
        erase(chosen);
      } else if (chosen && ARROWS[event.key]) {
        event.preventDefault();
        const [dx, dy] = ARROWS[event.key] as [number, number];
        change(({ layout }) => ({
          layout: withWidget(layout, chosen, (widget) => {
            const { least } = SIZES[widget.kind];
            const next = event.shiftKey
              ? { ...widget, w: Math.max(least[0], widget.w + dx), h: Math.max(least[1], widget.h + dy) }
              : { ...widget, x: widget.x + dx, y: widget.y + dy };
            return free(next, places(layout, chosen)) ? next : widget;
          }),
        }), `keys ${chosen}`);
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [chosen, back, forth, erase, change]);

  return {
    draft,
    chosen,
    choose: setChosen,
    change,
    setWidget,
    add,
    erase,
    moved,
    undo: back,
    redo: forth,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}

export type Editor = ReturnType<typeof useEditor>;
