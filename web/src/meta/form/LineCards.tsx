import { DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Column } from "../types";
import type { DraftLine } from "./draft";
import styles from "./form.module.css";

interface Props {
  lines: DraftLine[];
  columns: Column[];
  empty: string;
  cell: (column: Column, line: DraftLine) => React.ReactNode;
  onRemove: ((line: DraftLine) => void) | undefined;
}

/** The document's lines on a phone: one card a line, the first column as its head. */
export function LineCards({ lines, columns, empty, cell, onRemove }: Props) {
  const { t } = useTranslation();
  const [first, ...rest] = columns;
  if (lines.length === 0) return <p className={styles.noLines}>{empty}</p>;
  return (
    <ul className={styles.lineCards}>
      {lines.map((line) => (
        <li key={line.key}>
          <div className={styles.lineHead}>
            <div>{first && cell(first, line)}</div>
            {onRemove && (
              <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("documents.removeLine")} onClick={() => onRemove(line)} />
            )}
          </div>
          <dl>
            {rest.map((column) => (
              <div key={column.name}>
                <dt>{column.label}</dt>
                <dd>{cell(column, line)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
