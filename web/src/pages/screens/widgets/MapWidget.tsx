import { useMemo } from "react";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { ChinaMap } from "@/widgets/china-map/ChinaMap";
import { useStage } from "../stageContext";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** China by province, with the largest listed beside it. */
export default function MapWidget({ widget, answer, title, note }: WidgetProps) {
  const write = useWrite();
  const { palette, unit, narrow } = useStage();
  const column = answer?.columns?.[0];
  const items = answer?.items;
  const { unit: figureUnit, decimals } = column ?? { unit: "none", decimals: 0 };
  const { language } = write;
  const data = useMemo(
    () =>
      (items ?? []).map((item) => ({
        key: item.key,
        name: item.name,
        value: forDrawing(item.values[0]) ?? 0,
        text: write.text(item.values[0], figureUnit, { compact: true, decimals }),
      })),
    // The writer is made anew with each rendering; what it writes depends on the language alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [items, figureUnit, decimals, language],
  );
  const listed = data.slice(0, narrow ? 3 : Math.max(3, Math.min(8, widget.h - 2)));
  return (
    <Panel title={title || (column?.name ?? "")} cells={widget.w} note={note}>
      <div className={styles.draw}>
        <ChinaMap
          data={data}
          colors={palette.map}
          label={title || (column?.name ?? "")}
          unit={unit}
          named={narrow ? 0 : 3}
          aside={narrow ? "2%" : "16%"}
        />
      </div>
      <ol className={styles.mapList}>
        {listed.map((item, index) => (
          <li key={item.key}>
            <span className={`${styles.place} ${index < 3 ? styles.podium : ""}`}>{index + 1}</span>
            <span>{item.name}</span>
            <b className="figures">{item.text}</b>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
