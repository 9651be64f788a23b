import { type ComponentType, lazy, memo, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Widget as WidgetSpec, WidgetAnswer } from "@/api/types";
import { lacking } from "../layout";
import { periodNote } from "../periodNote";
import { FlowWidget } from "./FlowWidget";
import { FunnelWidget } from "./FunnelWidget";
import { GaugeWidget } from "./GaugeWidget";
import { KpiWidget } from "./KpiWidget";
import { NumberWidget } from "./NumberWidget";
import { Panel } from "./Panel";
import { ClockWidget, TextWidget } from "./PlainWidgets";
import { ProductionWidget } from "./ProductionWidget";
import { RankingWidget } from "./RankingWidget";
import { TableWidget } from "./TableWidget";
import { TickerWidget } from "./TickerWidget";
import styles from "./widgets.module.css";

export interface WidgetProps {
  widget: WidgetSpec;
  answer: WidgetAnswer | undefined;
  title: string;
  note?: string | undefined;
}

const KINDS: Record<WidgetSpec["kind"], ComponentType<WidgetProps>> = {
  number: NumberWidget,
  kpi: KpiWidget,
  gauge: GaugeWidget,
  trend: lazy(() => import("./TrendWidget")),
  ranking: RankingWidget,
  map: lazy(() => import("./MapWidget")),
  production: ProductionWidget,
  flow: FlowWidget,
  ticker: TickerWidget,
  table: TableWidget,
  funnel: FunnelWidget,
  sankey: lazy(() => import("./SankeyWidget")),
  text: TextWidget,
  clock: ClockWidget,
};
const ALONE = new Set(["text", "clock", "ticker"]);

/** One widget of a screen; says itself why it has nothing to show. */
export const Widget = memo(function Widget({ widget, answer }: { widget: WidgetSpec; answer: WidgetAnswer | undefined }) {
  const { t } = useTranslation();
  const Kind = KINDS[widget.kind];
  const chosen = widget.title ?? "";
  const title = chosen || answer?.cards?.[0]?.name || answer?.columns?.[0]?.name || "";
  const missing = lacking(widget);
  if (missing) {
    return (
      <Panel title={chosen || t(`screens.kind.${widget.kind}`)}>
        <p className={styles.why}>{t(`screens.lacking.${missing}`)}</p>
      </Panel>
    );
  }
  if (answer && answer.state !== "ok" && !ALONE.has(widget.kind)) {
    return (
      <Panel title={title || t(`screens.kind.${widget.kind}`)}>
        <p className={styles.why}>{answer.message ?? t(`screens.state.${answer.state}`)}</p>
      </Panel>
    );
  }
  const shown = ALONE.has(widget.kind) ? chosen : title;
  return (
    <Suspense fallback={<Panel title={shown}>{null}</Panel>}>
      <Kind widget={widget} answer={answer} title={shown} note={periodNote(answer, t)} />
    </Suspense>
  );
});
