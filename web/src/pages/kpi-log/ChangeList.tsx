import { useTranslation } from "react-i18next";
import type { LogEntry } from "@/api/gen";
import { useWrite } from "@/figures/useWrite";
import styles from "./log.module.css";
import { said, worthTelling } from "./words";

/** Fields told in the row itself, the most telling first. */
const FIRST = ["amount", "state", "weight", "formula", "after", "reason", "size"];
const SHORT = 2;

/** What an entry changed, before and after. */
export function ChangeList({ entry, all = false }: { entry: LogEntry; all?: boolean }) {
  const { t } = useTranslation();
  const write = useWrite();
  const rank = ({ field }: { field: string }) => (FIRST.includes(field) ? FIRST.indexOf(field) : FIRST.length);
  const told = worthTelling(entry.changes).sort((a, b) => rank(a) - rank(b));
  const shown = all ? told : told.slice(0, SHORT);
  const word = (field: string, value: unknown) => {
    if (field === "state" && typeof value === "string") return t(`targets.state.${value}`, { defaultValue: value });
    if (field === "method" && typeof value === "string") return t(`targets.method.${value}.name`, { defaultValue: value });
    return said(field, value, (text) => write.text(text, "ratio", { decimals: 2 }));
  };
  return (
    <ul className={all ? styles.changesAll : styles.changes}>
      {shown.map(({ field, before, after }) => (
        <li key={field}>
          <span className={styles.faint}>{t(`kpiLog.field.${field}`, { defaultValue: field })}</span>{" "}
          {entry.action !== "create" && (
            <>
              <span className={`figures ${styles.before}`}>{word(field, before)}</span> →{" "}
            </>
          )}
          <b className="figures">{word(field, after)}</b>
        </li>
      ))}
      {told.length > shown.length && <li className={styles.faint}>{t("kpiLog.more", { count: told.length - shown.length })}</li>}
    </ul>
  );
}
