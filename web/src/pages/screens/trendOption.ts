/** The drawing of a course: pure, from the answer to what ECharts takes. */
import type { WidgetAnswer } from "@/api/types";
import { forDrawing } from "@/lib/decimal";
import { parsePeriod } from "@/lib/period";
import { type Language, writeText } from "@/lib/quantity";
import type { Palette } from "./palette";

type Series = NonNullable<WidgetAnswer["series"]>;

/** 2026-11 → 11 (01 with its year), 2026-11-24 → 11-24, 2026-W48 → W48. */
export function tick(label: string): string {
  const period = parsePeriod(label);
  if (period?.grain === "month") return period.index === 1 ? `${period.year}` : String(period.index);
  if (period?.grain === "day") return label.slice(5);
  if (period?.grain === "week" || period?.grain === "quarter") return label.slice(5);
  return label;
}

export function trendOption(series: Series, palette: Palette, unit: number, language: Language, targetName: string, low = false) {
  const font = 19 * unit;
  const first = series[0];
  const bars = series.length === 1 && (first?.unit === "CNY" || first?.unit === "pcs" || first?.unit === "hour");
  const units = [...new Set(series.map((one) => one.unit))];
  const drawn = series.map((one, index) => {
    const color = palette.series[index % palette.series.length] as string;
    const last = one.points.length - 1;
    const base = {
      name: one.name,
      itemStyle: { color },
      yAxisIndex: Math.min(units.indexOf(one.unit), 1),
      data: one.points.map((point, at) => ({
        value: forDrawing(point.value),
        itemStyle: bars ? { color, opacity: at === last ? 1 : 0.55, borderRadius: [4 * unit, 4 * unit, 0, 0] } : { color },
      })),
    };
    if (bars) return { ...base, type: "bar", barMaxWidth: 40 * unit, barCategoryGap: "38%" };
    return {
      ...base,
      type: "line",
      smooth: 0.25,
      symbol: "circle",
      symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === last ? 12 * unit : 0),
      lineStyle: { color, width: 4 * unit },
      areaStyle: { color, opacity: series.length === 1 ? 0.16 : 0.07 },
    };
  });
  const goals = first?.points.some((point) => point.target !== null)
    ? [
        {
          name: targetName,
          type: "line",
          step: "middle",
          symbol: "none",
          silent: true,
          lineStyle: { color: palette.target, width: 2.5 * unit, type: [8 * unit, 6 * unit] },
          itemStyle: { color: palette.target },
          data: first.points.map((point) => forDrawing(point.target)),
        },
      ]
    : [];
  const axis = (at: string, shown: boolean) => ({
    type: "value",
    scale: !bars,
    splitNumber: low ? 2 : 3,
    splitLine: { show: shown, lineStyle: { color: palette.line } },
    axisLabel: {
      show: !low,
      color: palette.dim,
      fontSize: font,
      formatter: (value: number) => writeText(String(value), at, language, { compact: true, decimals: at === "ratio" || Number.isInteger(value) ? 0 : undefined }),
    },
  });
  // One figure is named by the title, and its target is dashed: a legend would only cost room.
  const legend = drawn.length > 1;
  return {
    animationDuration: 500,
    animationDurationUpdate: 700,
    aria: { enabled: false },
    tooltip: { show: false },
    legend: {
      show: legend,
      top: 0,
      right: 0,
      itemWidth: 22 * unit,
      itemHeight: 8 * unit,
      itemGap: 18 * unit,
      textStyle: { color: palette.dim, fontSize: font },
    },
    grid: {
      left: 4 * unit,
      right: 10 * unit,
      top: (legend ? 38 : 14) * unit,
      bottom: 2 * unit,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: {
      type: "category",
      data: (first?.points ?? []).map((point) => tick(point.period)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.dim, fontSize: font, hideOverlap: true },
    },
    yAxis: units.length > 1 ? [axis(units[0] ?? "none", true), axis(units[1] ?? "none", false)] : [axis(units[0] ?? "none", true)],
    series: [...drawn, ...goals],
  };
}
