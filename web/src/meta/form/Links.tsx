import { Tag } from "antd";
import { Link } from "react-router";
import { languageOf } from "@/app/i18n";
import { writeDate } from "@/lib/date";
import { useTranslation } from "react-i18next";
import { useLinks } from "../queries";
import type { Page } from "../types";
import styles from "./form.module.css";

/** The documents that belong to this one: its shipments, invoices … */
export function Links({ page, id }: { page: Page; id: string }) {
  const { i18n } = useTranslation();
  const { data } = useLinks(page, id);
  const groups = (data ?? []).filter((group) => group.documents.length > 0);
  if (groups.length === 0) return null;
  return (
    <div className={styles.links}>
      {groups.map((group) => (
        <div key={group.key} className={styles.linkGroup}>
          <h3>{group.label}</h3>
          {group.documents.map((one) => (
            <span key={one.id} className={styles.link}>
              {one.page ? <Link to={`/documents/${one.page}/${one.id}`}>{one.rec_name}</Link> : one.rec_name}
              {one.state && <Tag>{one.state}</Tag>}
              {one.date && <span className={styles.when}>{writeDate(one.date, languageOf(i18n.language))}</span>}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
