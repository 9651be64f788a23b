import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LiveChart } from "@/widgets/chart/LiveChart";
import { sankeyOption } from "../sankeyOption";
import { useStage } from "../stageContext";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** What goes from where to where. */
export default function SankeyWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const { palette, unit, language } = useStage();
  const links = answer?.links;
  const column = answer?.columns?.[0];
  const option = useMemo(
    () => sankeyOption(links ?? [], column?.unit ?? "none", palette, unit, language, t("screens.rest")),
    [links, column?.unit, palette, unit, language, t],
  );
  return (
    <Panel title={title || (column?.name ?? "")} cells={widget.w} note={note}>
      <div className={styles.draw}>
        <LiveChart option={option} label={title || (column?.name ?? "")} />
      </div>
    </Panel>
  );
}
