import { Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { languageOf } from "@/app/i18n";
import { writeDate } from "@/lib/date";
import { useLinks } from "../queries";
import type { LinkGroup, Page } from "../types";
import { numbered } from "../show";
import styles from "./form.module.css";

const FEW = 5;

/** The documents that belong to this one: its shipments, invoices … */
export function Links({ page, id }: { page: Page; id: string }) {
  const { t } = useTranslation();
  const { data } = useLinks(page, id);
  const groups = (data ?? []).filter((group) => group.documents.length > 0);
  if (groups.length === 0) return null;
  return (
    <nav className={styles.links} aria-label={t("documents.related")}>
      {groups.map((group) => (
        <LinkRow key={group.key} group={group} />
      ))}
    </nav>
  );
}

function LinkRow({ group }: { group: LinkGroup }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? group.documents : group.documents.slice(0, FEW);
  const rest = group.documents.length - shown.length;
  return (
    <div className={styles.linkGroup}>
      <h3>{group.label}</h3>
      {shown.map((one) => {
        const content = (
          <>
            <strong>{numbered(one.rec_name)}</strong>
            {one.state && <Tag variant="filled">{one.state}</Tag>}
            {one.date && <span className={styles.when}>{writeDate(one.date, languageOf(i18n.language))}</span>}
          </>
        );
        return one.page ? (
          <Link key={one.id} to={`/documents/${one.page}/${one.id}`} className={styles.link}>
            {content}
          </Link>
        ) : (
          <span key={one.id} className={styles.link}>
            {content}
          </span>
        );
      })}
      {rest > 0 && (
        <button type="button" className={styles.moreLinks} onClick={() => setAll(true)}>
          {t("documents.moreLinks", { count: rest })}
        </button>
      )}
    </div>
  );
}
