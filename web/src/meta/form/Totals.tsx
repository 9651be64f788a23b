import { showNumber } from "../show";
import type { Page, Values } from "../types";
import styles from "./form.module.css";

/** The document's sums, the last one large. */
export function Totals({ page, values, currency }: { page: Page; values: Values; currency: string }) {
  const totals = page.form.totals.filter((name) => page.fields[name] && values[name] !== null && values[name] !== undefined);
  if (totals.length === 0) return null;
  return (
    <dl className={styles.totals}>
      {totals.map((name, index) => {
        const field = page.fields[name];
        return (
          field && (
            <div key={name} className={index === totals.length - 1 ? styles.grand : undefined}>
              <dt>{field.label}</dt>
              <dd className="figures">
                {currency}
                {showNumber(String(values[name]), field)}
              </dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
