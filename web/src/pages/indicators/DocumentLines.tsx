import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { type DocumentsQuestion, useDocuments } from "@/api/queries";
import type { Documents } from "@/api/types";
import styles from "./IndicatorPage.module.css";

type Column = Documents["columns"][number];

interface Props {
  code: string;
  question: DocumentsQuestion;
  document: string;
  write: (column: Column, value: unknown) => string;
}

const MOST = 100;

/** The lines of one document that count in the figure: product and amounts. */
export function DocumentLines({ code, question, document, write }: Props) {
  const { t } = useTranslation();
  const { data, error } = useDocuments(code, { ...question, group: undefined, document, offset: 0, limit: MOST });
  if (error) return <p>{messageOf(error)}</p>;
  if (!data) return <Skeleton active paragraph={{ rows: 1 }} title={false} />;
  const shown = data.columns.filter((column) => column.name === "product" || column.name.startsWith("amount"));
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          {shown.map((column) => (
            <th key={column.name} className={column.kind === "number" ? "figures" : ""}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map((row) => (
          <tr key={String(row["line"])}>
            {shown.map((column) => (
              <td key={column.name} className={column.kind === "number" ? "figures" : ""}>
                {write(column, row[column.name])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {data.total > MOST && <caption>{t("indicator.moreLines", { count: data.total - MOST })}</caption>}
    </table>
  );
}
