import { useEffect, useRef } from "react";
import { type ChartOption, echarts } from "./screenCharts";

interface Props {
  option: ChartOption;
  label: string;
}

/**
 * A chart that fills its box and moves from one state to the next instead of being drawn anew:
 * figures of a big screen change while people watch.
 */
export function LiveChart({ option, label }: Props) {
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!box.current) return undefined;
    const chart = echarts.init(box.current);
    const watcher = new ResizeObserver(() => chart.resize());
    watcher.observe(box.current);
    return () => {
      watcher.disconnect();
      chart.dispose();
    };
  }, []);

  useEffect(() => {
    if (!box.current) return;
    const textStyle = { fontFamily: getComputedStyle(box.current).fontFamily };
    echarts.getInstanceByDom(box.current)?.setOption({ textStyle, ...option }, { replaceMerge: ["series", "xAxis", "yAxis"] });
  }, [option]);

  return <div ref={box} role="img" aria-label={label} style={{ position: "absolute", inset: 0 }} />;
}
