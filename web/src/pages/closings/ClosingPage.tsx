import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { Button, Input, Segmented, Select, Tag } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useCurrentUser } from "@/app/session/useMe";
import { useTitle } from "@/app/useTitle";
import { useWrite } from "@/figures/useWrite";
import { writeMoment, writePeriod } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { mayClose, type Narrowing, type Only, placeOf, shown } from "./closable";
import styles from "./closings.module.css";
import { useClosing } from "./queries";
import { RestateDialog } from "./RestateDialog";
import { utc } from "./time";
import { ValuesTable } from "./ValuesTable";

/** One closed period: what was published, how it came about, and what later documents made of it. */
export default function ClosingPage() {
  const { t } = useTranslation();
  const me = useCurrentUser();
  const { period = "" } = useParams();
  const { language } = useWrite();
  const { data, error, refetch } = useClosing(period);
  const [narrowing, setNarrowing] = useState<Narrowing>({ only: "all", place: "", text: "" });
  const [restating, setRestating] = useState(false);
  useTitle(`${t("closings.title")} ${writePeriod(period, language)}`);
  const places = useMemo(() => {
    const found = new Map<string, string>();
    for (const row of data?.rows ?? []) found.set(placeOf(row), row.person_name ?? row.org_name ?? t("closings.company"));
    return [...found].map(([value, label]) => ({ value, label }));
  }, [data, t]);
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const rows = shown(data.rows, narrowing);
  const set = (part: Partial<Narrowing>) => setNarrowing((now) => ({ ...now, ...part }));

  return (
    <>
      <header className={styles.head}>
        <div>
          <nav className={styles.path}>
            <Link to="/closings">{t("closings.title")}</Link>
          </nav>
          <h1>
            {writePeriod(data.period, language)} <Tag color="processing">{t("closings.closed")}</Tag>
          </h1>
          <p className={styles.lead}>
            {t("closings.closedBy", { name: data.closed_by, time: writeMoment(utc(data.closed_at), language) })}
            {data.note && ` · ${data.note}`} · {t("closings.seal")} <code className={styles.seal} title={data.hash}>{data.hash.slice(0, 16)}…</code>
          </p>
        </div>
        {data.pending > 0 && mayClose(me.roles) && (
          <Button type="primary" onClick={() => setRestating(true)}>
            {t("closings.restate")}
          </Button>
        )}
      </header>
      {data.pending > 0 ? <p className={styles.pending}>{t("closings.pendingHint", { count: data.pending })}</p> : <p className={styles.same}>{t("closings.same")}</p>}
      <div className={styles.tools}>
        <Segmented<Only>
          value={narrowing.only}
          onChange={(only) => set({ only })}
          options={[
            { value: "all", label: `${t("closings.only.all")} ${data.rows.length}` },
            { value: "pending", label: `${t("closings.only.pending")} ${data.pending}` },
            { value: "restated", label: `${t("closings.only.restated")} ${data.restated}` },
          ]}
        />
        <Select className={styles.place ?? ""} aria-label={t("closings.holder")} allowClear showSearch={{ optionFilterProp: "label" }} placeholder={t("closings.allUnits")} value={narrowing.place || null} options={places} onChange={(place) => set({ place: place ?? "" })} />
        <Input className={styles.search ?? ""} prefix={<SearchOutlined />} allowClear aria-label={t("closings.search")} placeholder={t("closings.search")} onChange={(event) => set({ text: event.target.value })} />
      </div>
      <ValuesTable rows={rows} />
      <RestateDialog open={restating} closing={data} onClose={() => setRestating(false)} />
    </>
  );
}
