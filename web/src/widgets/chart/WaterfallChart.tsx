import { useMemo } from "react";
import { Chart } from "./Chart";
import type { ChartOption } from "./echarts";

export interface WaterfallStep {
  name: string;
  /** Where the bar begins and ends on the axis. */
  from: number;
  to: number;
  kind: "total" | "better" | "worse" | "plain";
  text: string;
}

interface Props {
  steps: WaterfallStep[];
  label: string;
  writeAxis: (value: number) => string;
  height?: number;
}

const INK = "#4a636b";
const COLORS: Record<WaterfallStep["kind"], string> = {
  total: "#1f4049",
  better: "#2e8b57",
  worse: "#c63d2f",
  plain: "#6a8caf",
};

/** Names longer than this are cut under the axis; the tooltip has them whole. */
const LONG = 9;
const NARROW = "(max-width: 767px)";

/** From one figure to another, step by step. */
export function WaterfallChart({ steps, label, writeAxis, height = 280 }: Props) {
  const option = useMemo<ChartOption>(() => {
    // On a phone the numbers would lie on each other: there a touch shows them.
    const narrow = window.matchMedia(NARROW).matches;
    const long = narrow ? 5 : LONG;
    const low = Math.min(0, ...steps.flatMap((step) => [step.from, step.to]));
    const ends = steps.flatMap((step) => (step.kind === "total" ? [step.to] : [step.from, step.to]));
    const span = Math.max(...ends) - Math.min(...ends);
    // Far above zero the steps would be slivers: the axis may then begin higher.
    const cut = low === 0 && Math.min(...ends) > 2 * span ? Math.min(...ends) - span / 2 : low;
    const bottom = (step: WaterfallStep) => (step.kind === "total" ? cut : Math.min(step.from, step.to));
    return {
      animationDuration: 300,
      aria: { enabled: false },
      grid: { left: 8, right: 12, top: 26, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow", shadowStyle: { color: "rgba(16,36,42,.05)" } },
        formatter: (parts: { dataIndex: number }[]) => {
          const step = steps[parts[0]?.dataIndex ?? -1];
          const box = document.createElement("div");
          box.textContent = step ? `${step.name}: ${step.text}` : "";
          return box.innerHTML;
        },
      },
      xAxis: {
        type: "category",
        data: steps.map((step) => (step.name.length > long ? `${step.name.slice(0, long)}…` : step.name)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: "#d2cfc3" } },
        axisLabel: narrow
          ? { color: INK, interval: 0, rotate: 55, fontSize: 10 }
          : { color: INK, interval: 0, width: 84, overflow: "break", lineHeight: 15, fontSize: 11, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        min: cut,
        splitNumber: 4,
        splitLine: { lineStyle: { color: "#eceae3" } },
        axisLabel: { color: INK, formatter: writeAxis },
      },
      series: [
        {
          type: "bar",
          stack: "fall",
          silent: true,
          itemStyle: { color: "transparent" },
          data: steps.map(bottom),
        },
        {
          type: "bar",
          stack: "fall",
          barMaxWidth: 44,
          data: steps.map((step) => ({
            value: step.kind === "total" ? step.to - bottom(step) : Math.abs(step.to - step.from),
            itemStyle: { color: COLORS[step.kind], borderRadius: 3 },
          })),
          label: {
            show: !narrow,
            position: "top",
            color: INK,
            fontSize: 11,
            formatter: (part: { dataIndex: number }) => steps[part.dataIndex]?.text ?? "",
          },
        },
      ],
    };
  }, [steps, writeAxis]);
  return <Chart option={option} height={height} label={label} />;
}
