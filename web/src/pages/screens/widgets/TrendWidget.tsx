import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { LiveChart } from "@/widgets/chart/LiveChart";
import { useStage } from "../stageContext";
import { trendOption } from "../trendOption";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** Figures over time with the target of the first. */
export default function TrendWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const { palette, unit, language } = useStage();
  const series = answer?.series;
  const low = widget.h <= 2;
  const name = series?.map((one) => one.name).join(" · ") ?? "";
  const option = useMemo(
    () => trendOption(series ?? [], palette, unit, language, t("screens.target"), low),
    [series, palette, unit, language, t, low],
  );
  const last = series?.length === 1 ? series[0]?.points.at(-1)?.value : undefined;
  return (
    <Panel title={title || name} cells={widget.w} note={last !== undefined && series?.[0] ? write.text(last, series[0].unit, { compact: true }) : note}>
      <div className={styles.draw}>
        <LiveChart option={option} label={title || name} />
      </div>
    </Panel>
  );
}
