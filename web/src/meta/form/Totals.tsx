import { showQuantity, unitOf } from "../show";
import type { Page, Values } from "../types";
import { useWords } from "../useWords";
import styles from "./form.module.css";

/** The document's sums, the last one large. */
export function Totals({ page, values }: { page: Page; values: Values }) {
  const words = useWords();
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
                {showQuantity(String(values[name]), field, unitOf(field, values, words))}
              </dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
