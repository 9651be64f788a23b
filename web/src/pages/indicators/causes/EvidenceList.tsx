import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Cause, Causes } from "@/api/gen";
import { useWrite } from "@/figures/useWrite";
import { writeDate } from "@/lib/date";
import styles from "./Causes.module.css";

interface Props {
  cause: Cause;
  found: Causes;
}

/** The documents that pull most in the direction of a cause; each opens its own page. */
export function EvidenceList({ cause, found }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  return (
    <ul className={styles.evidence} aria-label={t("causes.evidenceOf", { name: cause.name })}>
      <li className={styles.hint}>{t("causes.evidence")}</li>
      {cause.evidence.map((one) => {
        const title = [one.number ?? one.document, one.date && writeDate(one.date, write.language)].filter(Boolean).join(" · ");
        const amount = found.unit === "CNY" && one.amount !== null ? ` ${write.text(one.amount, "CNY", { compact: true, decimals: 0 })}` : "";
        return (
          <li key={one.document}>
            {one.page && one.id !== null ? (
              <Link to={`/documents/${one.page}/${one.id}`}>{title}</Link>
            ) : (
              <span>{title}</span>
            )}
            {amount}
          </li>
        );
      })}
    </ul>
  );
}
