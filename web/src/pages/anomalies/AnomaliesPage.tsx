import { Empty, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useTitle } from "@/app/useTitle";
import OrgPicker from "@/figures/OrgPicker";
import { useWrite } from "@/figures/useWrite";
import { writeMoment } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import styles from "./Odd.module.css";
import { OddList } from "./OddList";
import { chosen, type Which } from "./odd";
import { useOddNow } from "./queries";

/** What is odd now over all KPIs that one may see, the most severe first. */
export default function AnomaliesPage() {
  const { t } = useTranslation();
  const { language } = useWrite();
  useTitle(t("odd.title"));
  const [address, setAddress] = useSearchParams();
  const org = address.get("org");
  const { data, error, refetch } = useOddNow(org);
  const [which, setWhich] = useState<Which>("worse");
  const rows = chosen(data?.rows ?? [], which);
  const looking = !data || data.state === "working";
  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("odd.title")}</h1>
          <p className={styles.note}>
            {t("odd.about")} {data?.as_of && t("odd.asOf", { moment: writeMoment(data.as_of, language) })}
          </p>
        </div>
        <div className={styles.tools}>
          <OrgPicker org={org} onChange={(unit) => setAddress(unit ? { org: unit } : {})} />
          <Segmented<Which>
            aria-label={t("odd.which")}
            value={which}
            onChange={setWhich}
            options={[
              { value: "worse", label: t("odd.onlyWorse") },
              { value: "all", label: t("odd.everything") },
            ]}
          />
        </div>
      </header>
      {error && !data && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {looking && !error && (
        <div role="status" aria-label={t("odd.looking")}>
          <p className={styles.note}>{t("odd.looking")}</p>
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        </div>
      )}
      {data?.state === "ready" && rows.length === 0 && <Empty description={t("odd.nothing")} />}
      {data?.state === "ready" && rows.length > 0 && (
        <div className={styles.panel}>
          <OddList rows={rows} period={data.period} org={org} />
        </div>
      )}
    </>
  );
}
