import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { shownDecimals } from "../decimals";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** Figures in rows: indicators with target and light, or members of a dimension with several figures. */
export function TableWidget({ widget, answer, title, note }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const columns = answer?.columns ?? [];
  return (
    <Panel title={title} cells={widget.w} note={note}>
      {widget.by ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" aria-label={title} />
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(answer?.items ?? []).map((item) => (
              <tr key={item.key}>
                <th scope="row">{item.name || "—"}</th>
                {columns.map((column, index) => (
                  <td key={column.name} className="figures">
                    {write.text(item.values[index], column.unit, { compact: true, decimals: column.decimals })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("screens.indicator")}</th>
              <th scope="col">{t("screens.value")}</th>
              <th scope="col">{t("screens.target")}</th>
              <th scope="col">{t("screens.reached")}</th>
            </tr>
          </thead>
          <tbody>
            {(answer?.cards ?? []).map((card) => (
              <tr key={`${card.code} ${card.name}`}>
                <th scope="row">{card.name}</th>
                <td className="figures">{write.text(card.value, card.unit, { compact: true, decimals: shownDecimals(card) })}</td>
                <td className="figures">{write.text(card.target, card.unit, { compact: true, decimals: shownDecimals(card) })}</td>
                <td className={`figures ${card.light ? styles[card.light] : ""}`}>
                  {write.text(card.achievement, "ratio", { decimals: 0 })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
