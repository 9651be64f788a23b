import { Pagination, Spin } from "antd";
import { Link } from "react-router";
import type { Column, Page, SearchResult } from "../types";
import { useWords } from "../useWords";
import { Cell } from "./Cell";
import styles from "./list.module.css";

interface Props {
  page: Page;
  columns: Column[];
  result: SearchResult | undefined;
  loading: boolean;
  number: number;
  size: number;
  empty: React.ReactNode;
  onPage: (number: number, size: number) => void;
}

/** The rows on a phone: one card a document. */
export function ListCards({ page, columns, result, loading, number, size, empty, onPage }: Props) {
  const status = page.form.status;
  const words = useWords();
  const meta = (name: string) => page.fields[name] ?? { name, type: "char", label: name };
  const [first, second, ...rest] = columns.filter((column) => column.name !== status);
  return (
    <Spin spinning={loading} delay={250}>
      {result && result.rows.length === 0 && empty}
      {result?.rows.map((row) => (
        <Link key={row.id} to={`/documents/${page.page}/${row.id}`} className={styles.card}>
          <span className={styles.cardHead}>
            <strong>{first && <Cell page={page} field={meta(first.name)} values={row.values} words={words} />}</strong>
            {status && <Cell page={page} field={meta(status)} values={row.values} words={words} />}
          </span>
          {second && (
            <span className={styles.cardTitle}>
              <Cell page={page} field={meta(second.name)} values={row.values} words={words} />
            </span>
          )}
          <span className={styles.cardRest}>
            {rest.slice(0, 4).map((column) => (
              <span key={column.name}>
                <em>{column.label}</em> <Cell page={page} field={meta(column.name)} values={row.values} words={words} />
              </span>
            ))}
          </span>
        </Link>
      ))}
      {result && result.total > size && (
        <Pagination simple align="center" className={styles.pages} current={number} pageSize={size} total={result.total} onChange={onPage} />
      )}
    </Spin>
  );
}
