import { useMemo } from "react";
import { LiveChart } from "@/widgets/chart/LiveChart";
import { type ChartOption, echarts } from "@/widgets/chart/screenCharts";
import china from "./china.json";

export interface ProvinceDatum {
  /** First two digits of the province's code in GB/T 2260. */
  key: string;
  name: string;
  value: number;
  text: string;
}

export interface MapColors {
  land: string;
  edge: string;
  low: string;
  high: string;
  text: string;
  lit: string;
}

interface Props {
  data: ProvinceDatum[];
  colors: MapColors;
  label: string;
  /** Pixels of one unit of the screen. */
  unit: number;
  /** How many of the largest are named on the map. */
  named?: number;
  /** Room left free at the left edge, for a list. */
  aside?: string;
}

/** Under this name ECharts adds the South China Sea islands and the Diaoyu islands by itself. */
const MAP = "china";
const NAMES = new Map(china.features.map(({ id, properties }) => [id.slice(0, 2), properties.name]));

echarts.registerMap(MAP, china as unknown as Parameters<typeof echarts.registerMap>[1]);

/** China by province, coloured by a figure. */
export function ChinaMap({ data, colors, label, unit, named = 6, aside = "2%" }: Props) {
  const option = useMemo<ChartOption>(() => {
    const placed = data.filter(({ key }) => NAMES.has(key));
    const largest = new Set(placed.slice(0, named).map(({ key }) => key));
    const words = new Map(placed.map(({ key, name, text }) => [NAMES.get(key), { name, text }]));
    const most = Math.max(1, ...placed.map(({ value }) => value));
    return {
      animationDurationUpdate: 600,
      tooltip: { show: false },
      visualMap: {
        show: false,
        min: 0,
        max: most,
        inRange: { color: [colors.low, colors.high] },
        outOfRange: { color: colors.land },
      },
      series: [
        {
          type: "map",
          map: MAP,
          silent: true,
          selectedMode: false,
          top: "3%",
          bottom: "2%",
          left: aside,
          right: "2%",
          itemStyle: { areaColor: colors.land, borderColor: colors.edge, borderWidth: unit },
          label: { show: false },
          data: placed.map(({ key, value }) => ({
            name: NAMES.get(key),
            // The root spreads the colours: one large province does not make all others alike.
            value: Math.sqrt(value / most) * most,
            label: largest.has(key)
              ? {
                  show: true,
                  color: colors.text,
                  fontSize: 19 * unit,
                  lineHeight: 23 * unit,
                  textBorderColor: colors.edge,
                  textBorderWidth: 0,
                  formatter: ({ name }: { name: string }) => `${words.get(name)?.name ?? ""}\n{v|${words.get(name)?.text ?? ""}}`,
                  rich: { v: { color: colors.lit, fontSize: 19 * unit, fontWeight: 700 } },
                }
              : { show: false },
          })),
        },
      ],
    };
  }, [data, colors, unit, named, aside]);
  return <LiveChart option={option} label={label} />;
}
