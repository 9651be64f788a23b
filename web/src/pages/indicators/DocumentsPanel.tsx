import { Empty, Table, Tag } from "antd";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type DocumentsQuestion, type Slice, useDocuments } from "@/api/queries";
import type { Documents, Indicator } from "@/api/types";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import { writeDate } from "@/lib/date";
import { isDecimal } from "@/lib/decimal";
import { EMPTY } from "@/lib/quantity";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import type { Member } from "./breakdown";
import { DocumentLines } from "./DocumentLines";
import { numbered } from "@/meta/show";
import styles from "./IndicatorPage.module.css";

type Row = Documents["rows"][number];
type Column = Documents["columns"][number];

const PAGE_SIZE = 20;

interface Props {
  indicator: Indicator;
  slice: Slice;
  member: Member | null;
  onClear: () => void;
}

/** The ERP documents that a figure is made of; each opens its own page. */
export function DocumentsPanel({ indicator, slice, member, onClear }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const [page, setPage] = useState(1);
  const question: DocumentsQuestion = {
    ...slice,
    by: member?.dimension,
    member: member?.key,
    group: "document",
    offset: (page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  };
  const { data, error, refetch, isFetching } = useDocuments(indicator.code, question);

  const cell = (column: Column, value: unknown): string => {
    if (value === null || value === undefined || value === "") return EMPTY;
    const text = String(value);
    if (column.kind === "date") return writeDate(text, write.language);
    if (column.kind === "number" && isDecimal(text)) return write.text(text, column.unit ?? "none", column.unit ? {} : { decimals: text.split(".")[1]?.length ?? 0 });
    return text;
  };
  const columns: TableColumnsType<Row> = (data?.columns ?? []).map((column, i) => ({
    key: column.name,
    title: (
      <span className={styles.columnTitle} title={column.label}>
        {column.label}
      </span>
    ),
    align: column.kind === "number" ? "end" : "start",
    className: column.kind === "text" ? "" : "figures",
    ellipsis: column.kind === "text" && i > 0,
    render: (_, row) => {
      const text = i === 0 ? numbered(cell(column, row[column.name])) : cell(column, row[column.name]);
      const reachable = i === 0 && row["page"] && row["id"] !== null;
      return reachable ? <Link to={`/documents/${String(row["page"])}/${String(row["id"])}`}>{text}</Link> : text;
    },
  }));

  return (
    <Panel
      title={t("indicator.documents")}
      extra={
        member ? (
          <Tag closable color="processing" onClose={onClear}>
            {member.name}
          </Tag>
        ) : (
          data && <span className="figures">{t("indicator.documentCount", { count: data.total })}</span>
        )
      }
    >
      {error ? (
        <FailedToLoad error={error} onRetry={() => void refetch()} />
      ) : (
        <Table<Row>
          rowKey={(row) => `${String(row["document"])}|${String(row["number"])}`}
          columns={columns}
          dataSource={data?.rows ?? []}
          loading={isFetching && !data}
          size="small"
          expandable={{
            expandedRowRender: (row) => (
              <DocumentLines code={indicator.code} question={question} document={String(row["document"])} write={cell} />
            ),
            rowExpandable: (row) => Boolean(row["document"]) && Number(row["lines"]) > 1,
          }}
          scroll={{ x: "max-content" }}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("indicator.noDocuments")} />,
          }}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: data?.total ?? 0,
            onChange: setPage,
            hideOnSinglePage: true,
            showSizeChanger: false,
            size: "small",
          }}
        />
      )}
    </Panel>
  );
}
