import { useMemo } from "react";
import { Chart } from "./Chart";
import type { ChartOption } from "./echarts";

export interface TrendDatum {
  label: string;
  /** The label under the axis. */
  tick: string;
  value: number | null;
  target: number | null;
  /** Value and target as people read them. */
  valueText: string;
  targetText: string;
}

interface Props {
  data: TrendDatum[];
  /** Amounts stand as bars on the zero line, ratios and levels run as a line. */
  shape: "bar" | "line";
  current: number;
  valueName: string;
  targetName: string;
  label: string;
  writeAxis: (value: number) => string;
  onPick: (index: number) => void;
  height?: number;
}

const INK = "#4a636b";
const TEAL = "#0e6b68";
const PALE = "#9cc4bf";
const BATON = "#d9572b";

interface TooltipPart {
  dataIndex: number;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A figure over time with its target; a click chooses the period. */
export function TrendChart(props: Props) {
  const { data, shape, current, valueName, targetName, label, writeAxis, onPick, height = 260 } = props;
  const option = useMemo<ChartOption>(() => {
    const emphasized = (i: number) => i === current;
    const value =
      shape === "bar"
        ? {
            type: "bar",
            barMaxWidth: 34,
            data: data.map((datum, i) => ({
              value: datum.value,
              itemStyle: { color: emphasized(i) ? TEAL : PALE, borderRadius: [4, 4, 0, 0] },
            })),
          }
        : {
            type: "line",
            lineStyle: { color: TEAL, width: 2.4 },
            areaStyle: { color: TEAL, opacity: 0.06 },
            symbol: "circle",
            data: data.map((datum, i) => ({
              value: datum.value,
              symbolSize: emphasized(i) ? 10 : 6,
              itemStyle: { color: TEAL, borderColor: "#fff", borderWidth: emphasized(i) ? 2 : 0 },
            })),
          };
    const target = {
      type: "line",
      step: "middle",
      symbol: "none",
      lineStyle: { color: BATON, width: 1.6, type: [5, 4] },
      data: data.map((datum) => datum.target),
      silent: true,
    };
    return {
      animationDuration: 300,
      aria: { enabled: false },
      grid: { left: 8, right: 12, top: 16, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: shape === "bar" ? "shadow" : "line", shadowStyle: { color: "rgba(16,36,42,.05)" } },
        formatter: (parts: TooltipPart[]) => {
          const datum = data[parts[0]?.dataIndex ?? -1];
          if (!datum) return "";
          const row = (name: string, text: string) =>
            `<div style="display:flex;justify-content:space-between;gap:18px"><span>${escape(name)}</span><b>${escape(text)}</b></div>`;
          const rows = row(valueName, datum.valueText) + (datum.target === null ? "" : row(targetName, datum.targetText));
          return `<div style="color:${INK};font-size:12px">${escape(datum.label)}</div>${rows}`;
        },
      },
      xAxis: {
        type: "category",
        data: data.map((datum) => datum.tick),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "#d2cfc3" } },
        axisLabel: { color: INK, hideOverlap: true, lineHeight: 16 },
      },
      yAxis: {
        type: "value",
        scale: shape === "line",
        splitNumber: 4,
        splitLine: { lineStyle: { color: "#eceae3" } },
        axisLabel: { color: INK, formatter: writeAxis },
      },
      series: data.some((datum) => datum.target !== null) ? [value, target] : [value],
    };
  }, [data, shape, current, valueName, targetName, writeAxis]);
  return <Chart option={option} height={height} label={label} onPick={onPick} />;
}
