import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { rowsThatFit } from "../rows";
import { useStage } from "../stageContext";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** Members by size; rows change places while one watches. */
export function RankingWidget({ widget, answer, title, note }: WidgetProps) {
  const write = useWrite();
  const { narrow } = useStage();
  const fits = narrow ? 7 : rowsThatFit(widget.h, 42);
  const items = (answer?.items ?? []).slice(0, fits);
  const column = answer?.columns?.[0];
  const most = Math.max(...items.map((item) => Math.abs(forDrawing(item.values[0]) ?? 0)), Number.MIN_VALUE);
  const height = 100 / Math.max(items.length, Math.min(fits, 5));
  return (
    <Panel title={title || (column?.name ?? "")} cells={widget.w} note={note}>
      <ol className={styles.ranking}>
        {items.map((item, index) => (
          <li
            key={item.key}
            className={styles.rank}
            style={{ height: `${height}%`, transform: `translateY(${index * 100}%)` }}
          >
            <span className={`${styles.place} ${index < 3 ? styles.podium : ""}`}>{index + 1}</span>
            <span className={styles.rankName}>{item.name || "—"}</span>
            <b className={`figures ${styles.rankValue}`}>
              {write.text(item.values[0], column?.unit ?? "none", { compact: true, decimals: column?.decimals })}
            </b>
            <span className={styles.rankTrack}>
              <span
                className={styles.rankBar}
                style={{ width: `${(Math.abs(forDrawing(item.values[0]) ?? 0) / most) * 100}%` }}
              />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
