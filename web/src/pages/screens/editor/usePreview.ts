import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { call } from "@/api/client";
import type { ScreenData, ScreenLayout } from "@/api/types";
import { answerable } from "../layout";

const WAIT_MS = 350;

/** The figures of the layout as it is now; asked again when what it asks has changed, not its places. */
export function usePreview(layout: ScreenLayout) {
  const asked = useMemo(() => {
    // Where a widget stands does not change its figures: the grid is laid out so that any fits.
    const widgets = (answerable(layout).widgets ?? []).map((widget) => ({ ...widget, title: null }));
    return JSON.stringify({ widgets });
  }, [layout]);
  const key = useMemo(() => {
    const { widgets } = JSON.parse(asked) as { widgets: Record<string, unknown>[] };
    return JSON.stringify(widgets.map(({ x: _x, y: _y, w: _w, h: _h, text: _t, size: _s, align: _a, ...rest }) => rest));
  }, [asked]);
  const [settled, setSettled] = useState({ key, asked });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ key, asked }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [key, asked]);
  return useQuery({
    queryKey: ["screen-preview", settled.key],
    queryFn: ({ signal }) =>
      call<ScreenData>("POST", "/api/screens/preview", { body: { layout: JSON.parse(settled.asked) as ScreenLayout }, signal }),
    placeholderData: (before) => before,
    refetchInterval: 60_000,
    retry: false,
  });
}
