import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { useNews } from "../useNews";
import { rowsThatFit } from "../rows";
import { useStage } from "../stageContext";
import { Panel } from "./Panel";
import type { WidgetProps } from "./Widget";
import styles from "./widgets.module.css";

/** The newest documents; one that comes slides in from above and glows for a while. */
export function FlowWidget({ widget, answer, title }: WidgetProps) {
  const { t } = useTranslation();
  const write = useWrite();
  const { narrow } = useStage();
  const all = answer?.orders ?? [];
  // A row cut in half says that something is missing: only whole ones are shown.
  const orders = narrow ? all.slice(0, 7) : all.slice(0, rowsThatFit(widget.h, 68));
  const news = useNews(orders.map((order) => order.key));
  return (
    <Panel title={title || t(`screens.flow.${widget.flow ?? "sales"}`)}>
      <ul className={styles.flow}>
        {orders.map((order) => (
          <li key={order.key} className={`${styles.order} ${news.has(order.key) ? styles.news : ""}`}>
            <span className={styles.orderPartner}>{order.partner || "—"}</span>
            <b className={`figures ${styles.orderAmount}`}>{write.text(order.amount, order.unit, { compact: true })}</b>
            <span className={styles.orderSmall}>
              <span className="figures">{order.number ?? ""}</span> · {order.state_name}
            </span>
            <span className={`figures ${styles.orderSmall}`}>{order.date.slice(5)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
