import { Segmented, Select, Table, Tag, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writeMoment } from "@/lib/date";
import styles from "./alerts.module.css";
import { PAGE, useDeliveries, useRuns } from "./queries";
import type { AlertDelivery, AlertRule, AlertRun } from "./types";

const COLORS: Record<AlertDelivery["state"], string> = {
  waiting: "processing",
  sending: "processing",
  sent: "success",
  failed: "error",
  outdated: "default",
};

interface Props {
  rules: readonly AlertRule[];
  rule: number | null;
  onRule: (rule: number | null) => void;
}

/** Every run of the rules, and every message that left the house or still waits. */
export function LogTab({ rules, rule, onRule }: Props) {
  const { t } = useTranslation();
  const [view, setView] = useState<"runs" | "deliveries">("runs");
  return (
    <>
      <div className={styles.tools}>
        <Segmented
          value={view}
          onChange={setView}
          options={(["runs", "deliveries"] as const).map((value) => ({ value, label: t(`alerts.view.${value}`) }))}
        />
        <Select<number | null>
          className={styles.pick}
          aria-label={t("alerts.rules")}
          allowClear
          placeholder={t("alerts.allRules")}
          value={rule}
          options={rules.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(value) => onRule(value ?? null)}
        />
      </div>
      {view === "runs" ? <Runs key={rule} rule={rule} /> : <Deliveries key={rule} rule={rule} />}
    </>
  );
}

function Runs({ rule }: { rule: number | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [page, setPage] = useState(1);
  const { data, isPending } = useRuns(page, rule);
  return (
    <Table<AlertRun>
      size="small"
      rowKey="id"
      loading={isPending}
      dataSource={data?.rows ?? []}
      scroll={{ x: 640 }}
      pagination={{ current: page, pageSize: PAGE, total: data?.total ?? 0, onChange: setPage, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: t("alerts.col.at"), dataIndex: "at", width: 160, render: (at: string) => writeMoment(at, language) },
        { title: t("alerts.col.rule"), dataIndex: "rule_name" },
        {
          title: t("alerts.col.occasion"),
          dataIndex: "occasion",
          width: 130,
          render: (occasion: string, row) => `${t(`alerts.occasion.${occasion}`)}${row.times > 1 ? ` × ${row.times}` : ""}`,
        },
        { title: t("alerts.col.looked"), dataIndex: "looked", width: 80, align: "right" },
        { title: t("alerts.col.found"), dataIndex: "found", width: 80, align: "right" },
        { title: t("alerts.col.told"), dataIndex: "told", width: 80, align: "right" },
        { title: t("alerts.col.problem"), dataIndex: "problem", className: styles.problem ?? "" },
      ]}
    />
  );
}

function Deliveries({ rule }: { rule: number | null }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [page, setPage] = useState(1);
  const { data, isPending } = useDeliveries(page, rule);
  return (
    <Table<AlertDelivery>
      size="small"
      rowKey="id"
      loading={isPending}
      dataSource={data?.rows ?? []}
      scroll={{ x: 760 }}
      pagination={{ current: page, pageSize: PAGE, total: data?.total ?? 0, onChange: setPage, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: t("alerts.col.at"), dataIndex: "made_at", width: 160, render: (at: string) => writeMoment(at, language) },
        { title: t("alerts.col.message"), dataIndex: "title" },
        {
          title: t("alerts.col.channel"),
          dataIndex: "channel",
          width: 180,
          render: (name: string, row) => (row.recipient ? `${name} → ${row.recipient}` : name),
        },
        {
          title: t("alerts.col.state"),
          dataIndex: "state",
          width: 110,
          render: (state: AlertDelivery["state"]) => <Tag color={COLORS[state]}>{t(`alerts.state.${state}`)}</Tag>,
        },
        { title: t("alerts.col.tries"), dataIndex: "tries", width: 70, align: "right" },
        {
          title: t("alerts.col.answer"),
          width: 220,
          ellipsis: true,
          render: (_, row) => (
            <Tooltip title={row.problem ?? row.answer}>
              <span className={row.problem ? styles.problem : ""}>
                {row.state === "waiting" && row.next_try ? t("alerts.nextTry", { time: writeMoment(row.next_try, language) }) : ""}{" "}
                {row.problem ?? row.answer}
              </span>
            </Tooltip>
          ),
        },
      ]}
    />
  );
}
