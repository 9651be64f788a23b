import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { forDrawing } from "@/lib/decimal";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** Stages one under the other, each as wide as it is large, with what came through from the one before. */
export function FunnelWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const items = answer?.items ?? [];
  const columns = answer?.columns ?? [];
  const sizes = items.map((item) => Math.max(0, forDrawing(item.values[0]) ?? 0));
  const most = Math.max(...sizes, Number.MIN_VALUE);
  const flat = widget.h <= 2 || widget.w > widget.h * 3;
  return (
    <Panel title={title} cells={widget.w} note={note}>
      <ol className={`${styles.funnel} ${flat ? styles.flat : ""}`}>
        {items.map((item, index) => {
          const column = columns[widget.by ? 0 : index] ?? columns[0];
          const share = (sizes[index] ?? 0) / most;
          const before = index > 0 ? sizes[index - 1] : undefined;
          const through = before ? String((sizes[index] ?? 0) / before) : null;
          return (
            <li key={item.key} className={styles.stage}>
              <span
                className={styles.stageBar}
                style={flat ? { height: `${Math.max(4, share * 100)}%` } : { width: `${Math.max(4, share * 100)}%` }}
              />
              <span className={styles.stageText}>
                <span className={styles.stageName}>{item.name || "—"}</span>
                <b className="figures">
                  {write.text(item.values[0], column?.unit ?? "none", { compact: true, decimals: column?.decimals })}
                </b>
                {through && (
                  <span className={`figures ${styles.stageThrough}`} title={t("screens.through")}>
                    {write.text(through, "ratio", { decimals: 0 })}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
