import { Skeleton, Table, type TableProps } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { addDecimals } from "@/lib/decimal";
import { isNumber, showNumber } from "../show";
import type { Column, FieldMeta, Page, Row, SearchResult, SortKey } from "../types";
import { useWords } from "../useWords";
import { SIZES } from "./address";
import { Cell } from "./Cell";
import styles from "./list.module.css";

interface Props {
  page: Page;
  columns: Column[];
  result: SearchResult | undefined;
  loading: boolean;
  sort: SortKey[];
  number: number;
  size: number;
  empty: React.ReactNode;
  /** The row the keyboard is at. */
  current: number;
  onSort: (sort: SortKey[]) => void;
  onPage: (number: number, size: number) => void;
}

/** The rows on wide screens; a click opens the document. */
export function ListTable({ page, columns, result, loading, sort, number, size, empty, current, onSort, onPage }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useWords();
  const open = (row: Row) => `/documents/${page.page}/${row.id}`;
  const rows = result?.rows ?? [];

  const shown: TableProps<Row>["columns"] = columns.map((column, index) => {
    const field = page.fields[column.name] ?? { name: column.name, type: "char", label: column.label };
    const key = sort.find((one) => one.field === column.name);
    return {
      key: column.name,
      title: column.label,
      ...(widthOf(column, field) ? { width: widthOf(column, field) as number } : {}),
      align: isNumber(field) ? ("right" as const) : ("left" as const),
      ellipsis: true,
      sorter: field.sortable ?? false,
      sortOrder: key ? (key.direction === "desc" ? ("descend" as const) : ("ascend" as const)) : null,
      className: isNumber(field) ? "figures" : "",
      render: (_: unknown, row: Row) => {
        const cell = <Cell page={page} field={field} values={row.values} words={words} />;
        return index === 0 ? <Link to={open(row)}>{cell}</Link> : cell;
      },
    };
  });

  return (
    <Table<Row>
      rowKey="id"
      size="middle"
      columns={shown}
      dataSource={rows}
      loading={{ spinning: loading, delay: 250 }}
      showSorterTooltip={false}
      scroll={{ x: Math.max(720, columns.reduce((sum, column) => sum + (widthOf(column, page.fields[column.name] ?? { name: "", type: "char", label: "" }) ?? 140), 0)) }}
      locale={{ emptyText: result ? empty : <Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} /> }}
      rowClassName={(_, index) => `${styles.row ?? ""} ${index === current ? (styles.current ?? "") : ""}`}
      onRow={(row) => ({ onClick: (event) => !(event.target as HTMLElement).closest("a") && void navigate(open(row)) })}
      onChange={(_pages, _filters, sorter) => {
        const chosen = Array.isArray(sorter) ? sorter[0] : sorter;
        onSort(chosen?.order ? [{ field: String(chosen.columnKey), direction: chosen.order === "descend" ? "desc" : "asc" }] : []);
      }}
      pagination={{
        current: number,
        pageSize: size,
        total: result?.total ?? 0,
        pageSizeOptions: SIZES,
        showSizeChanger: true,
        hideOnSinglePage: (result?.total ?? 0) <= Math.min(...SIZES),
        showTotal: (total, [first, last]) => t("documents.range", { first, last, total }),
        onChange: onPage,
      }}
      summary={() => (rows.length > 1 && columns.some((column) => column.total) ? <Totals page={page} columns={columns} rows={rows} /> : null)}
    />
  );
}

const WIDTHS: Record<string, number> = {
  date: 118, datetime: 154, timestamp: 154, boolean: 80, integer: 96, float: 120, numeric: 146, selection: 112, timedelta: 110,
};

/** What a heading needs with its sorting arrows, in pixels: Chinese characters are wider. */
const labelWidth = (label: string): number =>
  44 + [...label].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 15 : 8.2), 0);

/** Columns of fixed kinds take what they need, their heading included; names share the rest. */
function widthOf(column: Column, field: FieldMeta): number | undefined {
  const width = column.width ?? WIDTHS[field.type];
  return width && Math.max(width, Math.ceil(labelWidth(column.label)));
}

function Totals({ page, columns, rows }: { page: Page; columns: Column[]; rows: Row[] }) {
  const { t } = useTranslation();
  return (
    <Table.Summary.Row className={styles.totals ?? ""}>
      {columns.map((column, index) => {
        const field = page.fields[column.name];
        const text =
          column.total && field
            ? showNumber(addDecimals(rows.map((row) => String(row.values[column.name] ?? "0"))), field)
            : index === 0
              ? t("documents.pageTotal")
              : "";
        return (
          <Table.Summary.Cell key={column.name} index={index} align={column.total ? "right" : "left"} className={column.total ? "figures" : ""}>
            {text}
          </Table.Summary.Cell>
        );
      })}
    </Table.Summary.Row>
  );
}
