/** The parts of ECharts that our charts use; the library is imported in this folder alone. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

export { echarts };
export type { EChartsCoreOption as ChartOption } from "echarts/core";
