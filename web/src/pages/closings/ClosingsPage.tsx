import LockOutlined from "@ant-design/icons/LockOutlined";
import { Button, Empty, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useCurrentUser } from "@/app/session/useMe";
import { useTitle } from "@/app/useTitle";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import { writeMoment, writePeriod } from "@/lib/date";
import { today } from "@/lib/period";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { closable, mayClose } from "./closable";
import { CloseDialog } from "./CloseDialog";
import styles from "./closings.module.css";
import { type Closing, useClosings, usePeriods } from "./queries";
import { utc } from "./time";

type Grain = "month" | "quarter" | "year";
/** How many open periods are offered at once: the oldest are seldom closed afterwards. */
const OFFERED = 6;

/** Closed periods, and those that can be closed. */
export default function ClosingsPage() {
  const { t } = useTranslation();
  const me = useCurrentUser();
  const { language } = useWrite();
  const [grain, setGrain] = useState<Grain>("month");
  const [closing, setClosing] = useState<string | null>(null);
  const { data, error, refetch } = useClosings();
  const { data: periods } = usePeriods(grain);
  useTitle(t("closings.title"));
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const allowed = mayClose(me.roles);
  const open = closable(periods ?? [], data, today()).slice(0, OFFERED);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("closings.title")}</h1>
          <p className={styles.lead}>{t("closings.lead")}</p>
        </div>
      </header>
      {allowed && (
        <Panel
          title={t("closings.toClose")}
          extra={<Segmented<Grain> aria-label={t("closings.grain")} value={grain} onChange={setGrain} options={(["month", "quarter", "year"] as const).map((value) => ({ value, label: t(`period.${value}`) }))} />}
        >
          {periods && open.length === 0 && <p className={styles.faint}>{t("closings.nothingToClose")}</p>}
          <ul className={styles.open}>
            {open.map((one, at) => (
              <li key={one.label}>
                <b className="figures">{writePeriod(one.label, language)}</b>
                <Button size="small" type={at === 0 ? "primary" : "default"} icon={<LockOutlined />} onClick={() => setClosing(one.label)}>
                  {t("closings.close")}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <div className={styles.sheet}>
        <Table<Closing>
          rowKey="period"
          dataSource={data}
          pagination={data.length > 24 ? { pageSize: 24, showSizeChanger: false } : false}
          scroll={{ x: 760 }}
          locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("closings.none")} /> }}
          columns={[
            { title: t("closings.period"), dataIndex: "period", render: (label: string) => <Link to={`/closings/${label}`}><b>{writePeriod(label, language)}</b></Link> },
            { title: t("closings.closed"), render: (_, one) => t("closings.closedBy", { name: one.closed_by, time: writeMoment(utc(one.closed_at), language) }) },
            { title: t("closings.values"), dataIndex: "values", align: "right", className: "figures" },
            { title: t("closings.restated"), dataIndex: "restated", align: "right", className: "figures", render: (count: number) => (count > 0 ? <Tag color="warning">{count}</Tag> : "0") },
            { title: t("closings.note"), dataIndex: "note", ellipsis: true },
            { title: t("closings.seal"), dataIndex: "hash", render: (hash: string) => <code className={styles.seal} title={hash}>{hash.slice(0, 12)}…</code> },
          ]}
        />
      </div>
      <CloseDialog period={closing} onDone={() => setClosing(null)} />
    </>
  );
}
