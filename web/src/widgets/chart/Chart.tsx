import { useEffect, useEffectEvent, useRef } from "react";
import { type ChartOption, echarts } from "./echarts";

interface Props {
  option: ChartOption;
  height: number;
  label: string;
  /** Called with the index of the category that was clicked. */
  onPick?: (index: number) => void;
}

/** ECharts in React: made once, redrawn when the option or the room changes. */
export function Chart({ option, height, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const pick = useEffectEvent((index: number) => onPick?.(index));

  useEffect(() => {
    if (!box.current) return undefined;
    const chart = echarts.init(box.current);
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box.current);
    chart.getZr().on("click", (event) => {
      const point = [event.offsetX, event.offsetY];
      if (!chart.containPixel("grid", point)) return;
      const index = chart.convertFromPixel({ xAxisIndex: 0 }, event.offsetX);
      pick(typeof index === "number" ? index : Number(index));
    });
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, []);

  useEffect(() => {
    if (box.current) echarts.getInstanceByDom(box.current)?.setOption(option, { notMerge: true });
  }, [option]);

  return <div ref={box} role="img" aria-label={label} style={{ height, width: "100%" }} />;
}
