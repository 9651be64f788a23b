/** What big screens draw besides the pages' charts; a chunk of its own. */
import { MapChart, SankeyChart } from "echarts/charts";
import { GeoComponent, LegendComponent, VisualMapContinuousComponent } from "echarts/components";
import { echarts } from "./echarts";

echarts.use([MapChart, SankeyChart, GeoComponent, LegendComponent, VisualMapContinuousComponent]);

export { echarts };
export type { ChartOption } from "./echarts";
