import { useMemo } from "react";
import { Chart } from "./Chart";
import type { ChartOption } from "./echarts";

export interface OutlookDatum {
  label: string;
  tick: string;
  /** What was; null in the running and the coming periods. */
  value: number | null;
  /** What is expected, with the band it lies in. */
  expected: number | null;
  low: number | null;
  high: number | null;
  /** A period that stands out: of an outlier or where a lasting change begins. */
  mark: "spike" | "shift" | null;
  text: string;
}

interface Props {
  data: OutlookDatum[];
  label: string;
  writeAxis: (value: number) => string;
  height?: number;
}

const INK = "#4a636b";
const TEAL = "#0e6b68";
const BATON = "#d9572b";

/** The course of a figure, on into what is expected, with what is odd about it marked. */
export function OutlookChart({ data, label, writeAxis, height = 280 }: Props) {
  const option = useMemo<ChartOption>(() => {
    const band = (pick: (datum: OutlookDatum) => number | null) => data.map(pick);
    return {
      animationDuration: 300,
      aria: { enabled: false },
      grid: { left: 8, right: 12, top: 16, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: {
        trigger: "axis",
        formatter: (parts: { dataIndex: number }[]) => {
          const datum = data[parts[0]?.dataIndex ?? -1];
          const box = document.createElement("div");
          box.textContent = datum ? `${datum.label}: ${datum.text}` : "";
          return box.innerHTML;
        },
      },
      xAxis: {
        type: "category",
        boundaryGap: false,
        data: data.map((datum) => datum.tick),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "#d2cfc3" } },
        axisLabel: { color: INK, hideOverlap: true, lineHeight: 16 },
      },
      yAxis: {
        type: "value",
        scale: true,
        splitNumber: 4,
        splitLine: { lineStyle: { color: "#eceae3" } },
        axisLabel: { color: INK, formatter: writeAxis },
      },
      series: [
        { type: "line", stack: "band", symbol: "none", silent: true, lineStyle: { opacity: 0 }, stackStrategy: "all", data: band((d) => d.low) },
        {
          type: "line",
          stack: "band",
          symbol: "none",
          silent: true,
          stackStrategy: "all",
          lineStyle: { opacity: 0 },
          areaStyle: { color: TEAL, opacity: 0.14 },
          data: band((d) => (d.low === null || d.high === null ? null : d.high - d.low)),
        },
        {
          type: "line",
          symbol: "circle",
          symbolSize: 6,
          lineStyle: { color: TEAL, width: 2, type: [5, 4] },
          itemStyle: { color: "#fff", borderColor: TEAL, borderWidth: 2 },
          data: band((d) => d.expected),
        },
        {
          type: "line",
          symbol: "circle",
          lineStyle: { color: TEAL, width: 2.4 },
          data: data.map((datum) => ({
            value: datum.value,
            symbol: datum.mark === "shift" ? "diamond" : "circle",
            symbolSize: datum.mark ? 13 : 6,
            itemStyle: { color: datum.mark ? BATON : TEAL },
          })),
        },
      ],
    };
  }, [data, writeAxis]);
  return <Chart option={option} height={height} label={label} />;
}
