import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Segmented, Table, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { get } from "@/api/client";
import type { Log, LogEntry } from "@/api/gen";
import { useTitle } from "@/app/useTitle";
import { useWrite } from "@/figures/useWrite";
import { writeMoment } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { ChangeList } from "./ChangeList";
import { IntactMark } from "./IntactMark";
import styles from "./log.module.css";

const SIZE = 50;
const KINDS: [kind: string, model: string][] = [
  ["target", "baton.kpi.target"],
  ["weight", "baton.kpi.objective.indicator"],
  ["definition", "baton.kpi.indicator.version"],
  ["closing", "baton.kpi.period"],
  ["restatement", "baton.kpi.restatement"],
];
const COLOURS: Record<LogEntry["action"], string> = { create: "success", write: "processing", delete: "error" };

/** Who changed what people are measured by, when and why; and whether the log holds. */
export default function LogPage() {
  const { t } = useTranslation();
  const { language } = useWrite();
  const [search, setSearch] = useSearchParams();
  const record = search.get("record") ?? "";
  const page = Math.max(1, Number(search.get("page")) || 1);
  const marked = Number(search.get("entry")) || null;
  useTitle(t("kpiLog.title"));
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["kpi-log", record, page],
    queryFn: ({ signal }) => get<Log>("/api/kpi-log", { record, offset: (page - 1) * SIZE, limit: SIZE }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const show = (part: Record<string, string | null>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries(part)) if (value) next.set(name, value);
    setSearch(next);
  };
  /** Entries are numbered from 1 without gaps, the newest first: the page of one is counted. */
  const go = (number: number) => show({ entry: String(number), page: String(Math.floor(Math.max(0, (record ? (data.rows[0]?.number ?? number) : data.total) - number) / SIZE) + 1) });
  const model = record.split(",")[0] ?? "";

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("kpiLog.title")}</h1>
          <p className={styles.lead}>{t("kpiLog.lead")}</p>
        </div>
        <IntactMark log={data} whole={record === ""} />
      </header>
      {!data.intact && (
        <section className={styles.broken} role="alert">
          <b>{t("kpiLog.brokenHint")}</b>
          <ul>
            {data.broken.map((one, at) => (
              // Several breaks may be told in the same words.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={at}>
                {one.text}
                {one.number !== null && record === "" && (
                  <Button type="link" size="small" onClick={() => go(one.number as number)}>
                    {t("kpiLog.go", { number: one.number })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.tools}>
        <div className={styles.scroll}>
          <Segmented<string>
            value={KINDS.find(([, name]) => name === model)?.[1] ?? ""}
            onChange={(value) => show({ record: value })}
            options={[{ value: "", label: t("kpiLog.all") }, ...KINDS.map(([kind, name]) => ({ value: name, label: t(`kpiLog.kind.${kind}`) }))]}
          />
        </div>
        {record.includes(",") && <Button onClick={() => show({})}>{t("kpiLog.showAll")}</Button>}
      </div>
      <div className={styles.sheet}>
        <Table<LogEntry>
          rowKey="number"
          size="middle"
          dataSource={data.rows}
          loading={{ spinning: isFetching, delay: 300 }}
          scroll={{ x: 900 }}
          locale={{ emptyText: t("kpiLog.none") }}
          rowClassName={(entry) => (entry.number === marked ? (styles.marked ?? "") : "")}
          pagination={{ current: page, pageSize: SIZE, total: data.total, showSizeChanger: false, hideOnSinglePage: true, onChange: (next) => show({ record, page: next > 1 ? String(next) : null }) }}
          expandable={{
            expandRowByClick: true,
            expandedRowRender: (entry) => (
              <>
                <ChangeList entry={entry} all />
                <p className={styles.hash}>
                  {t("kpiLog.hash")} <code>{entry.hash}</code>
                  <Button type="link" size="small" onClick={() => show({ record: `${entry.model},${entry.record}` })}>{t("kpiLog.onlyThis")}</Button>
                </p>
              </>
            ),
          }}
          columns={[
            { title: t("kpiLog.number"), dataIndex: "number", width: 76, className: "figures" },
            { title: t("kpiLog.at"), dataIndex: "at", width: 150, className: "figures", render: (at: string) => writeMoment(`${at}Z`, language) },
            { title: t("kpiLog.user"), dataIndex: "user", width: 110, render: (name: string) => name || <span className={styles.faint}>{t("kpiLog.system")}</span> },
            { title: t("kpiLog.action"), dataIndex: "action", width: 84, render: (action: LogEntry["action"]) => <Tag color={COLOURS[action]}>{t(`kpiLog.actions.${action}`)}</Tag> },
            { title: t("kpiLog.what"), width: 270, render: (_, entry) => <><small className={styles.faint}>{t(`kpiLog.kind.${entry.kind}`)}</small><div>{entry.subject}</div></> },
            { title: t("kpiLog.changes"), render: (_, entry) => <ChangeList entry={entry} /> },
            { title: t("kpiLog.reason"), dataIndex: "reason", width: 150, ellipsis: true },
          ]}
        />
      </div>
    </>
  );
}
