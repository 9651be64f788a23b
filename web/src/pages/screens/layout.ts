/** The grid of a screen: where widgets may stand. Pure, so that it can be tested. */
import type { ScreenLayout, Widget } from "@/api/types";

export const COLUMNS = 24;
export const ROWS = 12;

export type Kind = Widget["kind"];
export type Span = NonNullable<Widget["span"]>;

export interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** Size of a new widget, and the least that can still be read from across a room. */
export const SIZES: Record<Kind, { size: [number, number]; least: [number, number] }> = {
  number: { size: [6, 2], least: [4, 2] },
  kpi: { size: [4, 3], least: [3, 2] },
  gauge: { size: [4, 3], least: [3, 2] },
  trend: { size: [8, 4], least: [5, 2] },
  ranking: { size: [6, 5], least: [4, 3] },
  map: { size: [10, 8], least: [6, 5] },
  production: { size: [10, 6], least: [7, 3] },
  flow: { size: [6, 6], least: [5, 3] },
  ticker: { size: [24, 1], least: [8, 1] },
  table: { size: [8, 4], least: [5, 2] },
  funnel: { size: [6, 4], least: [4, 2] },
  sankey: { size: [10, 5], least: [7, 4] },
  text: { size: [6, 2], least: [2, 1] },
  clock: { size: [5, 2], least: [3, 1] },
};

export const KINDS = Object.keys(SIZES) as Kind[];

/** Kinds that show figures somebody has to choose, how many, and whether indicators only. */
export const SOURCES: Partial<Record<Kind, { most: number; indicators?: boolean }>> = {
  number: { most: 1 },
  kpi: { most: 1, indicators: true },
  gauge: { most: 1, indicators: true },
  trend: { most: 3 },
  ranking: { most: 1 },
  map: { most: 1 },
  table: { most: 6 },
  funnel: { most: 6 },
  sankey: { most: 1 },
};

/** Kinds that are split by a dimension: must be, or may be. */
export const SPLIT: Partial<Record<Kind, "must" | "may">> = {
  ranking: "must",
  sankey: "must",
  table: "may",
  funnel: "may",
};

export function overlaps(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function inside({ x, y, w, h }: Place): boolean {
  return x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= COLUMNS && y + h <= ROWS;
}

/** Whether a widget may stand there, among the others. */
export function free(place: Place, others: readonly Place[]): boolean {
  return inside(place) && !others.some((other) => overlaps(place, other));
}

/** The first free place for a widget of a kind, as large as fits; null when the screen is full. */
export function roomFor(kind: Kind, others: readonly Place[]): Place | null {
  const { size, least } = SIZES[kind];
  for (let h = size[1]; h >= least[1]; h--) {
    for (let w = size[0]; w >= least[0]; w--) {
      for (let y = 0; y + h <= ROWS; y++) {
        for (let x = 0; x + w <= COLUMNS; x++) {
          if (free({ x, y, w, h }, others)) return { x, y, w, h };
        }
      }
    }
  }
  return null;
}

/** An id no widget has yet. */
export function newId(widgets: readonly Widget[]): string {
  const taken = new Set(widgets.map((widget) => widget.id));
  for (let number = 1; ; number++) {
    const id = `w${number}`;
    if (!taken.has(id)) return id;
  }
}

/** A layout with one widget replaced, or left out when `next` gives nothing. */
export function withWidget(
  layout: ScreenLayout,
  id: string,
  next: (widget: Widget) => Widget | null,
): ScreenLayout {
  const widgets = (layout.widgets ?? []).flatMap((widget) => {
    if (widget.id !== id) return [widget];
    const changed = next(widget);
    return changed ? [changed] : [];
  });
  return { ...layout, widgets };
}

/** Order on a phone, where all stands in one column: as one reads, the ticker first. */
export function readingOrder<T extends Place & { kind: Kind }>(widgets: readonly T[]): T[] {
  const rank = (widget: T) => (widget.kind === "ticker" ? -1 : 0);
  return [...widgets].sort((a, b) => rank(a) - rank(b) || a.y - b.y || a.x - b.x);
}

/** What is missing before a widget can be answered. */
export function lacking(widget: Widget): "source" | "dimension" | "second" | null {
  const needs = SOURCES[widget.kind];
  if (needs && !(widget.sources ?? []).some((source) => source.indicator ?? source.fact)) return "source";
  if (SPLIT[widget.kind] === "must" && !widget.by) return "dimension";
  if (widget.kind === "sankey" && (!widget.to || widget.to === widget.by)) return "second";
  return null;
}

/** A layout without what is only half chosen: filters without a value, sources without a figure. */
export function cleaned(layout: ScreenLayout): ScreenLayout {
  return {
    ...layout,
    widgets: (layout.widgets ?? []).map((widget) => ({
      ...widget,
      sources: (widget.sources ?? [])
        .filter((source) => source.indicator ?? source.fact)
        .map((source) => ({
          ...source,
          only: (source.only ?? [])
            .map((one) => ({ ...one, values: one.values.filter(Boolean) }))
            .filter((one) => one.values.length > 0),
        })),
    })),
  };
}

/** The part of a layout the server can answer: widgets still being set up are left out. */
export function answerable(layout: ScreenLayout): ScreenLayout {
  const whole = cleaned(layout);
  return { ...whole, widgets: (whole.widgets ?? []).filter((widget) => lacking(widget) === null) };
}
