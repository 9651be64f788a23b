import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useIndicator } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "../IndicatorPage.module.css";
import { AnomaliesPanel } from "./AnomaliesPanel";
import own from "./Causes.module.css";
import { CausesPanel } from "./CausesPanel";
import { DriversPanel } from "./DriversPanel";
import { IndicatorTabs } from "./IndicatorTabs";
import { OutlookPanel } from "./OutlookPanel";
import { AGAINST, type Against } from "./queries";
import { WaterfallPanel } from "./WaterfallPanel";

/** Why a KPI moved, what is odd about its course, and where it goes. */
export default function CausesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { choose, search, ...slice } = useSlice();
  const { data: indicator, error, refetch } = useIndicator(code);
  const [against, setAgainst] = useState<Against>("prior");

  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!indicator) return <PageSkeleton />;
  const linkTo = (other: string) => `/indicators/${encodeURIComponent(other)}/causes${search}`;

  return (
    <>
      <header className={styles.head}>
        <div>
          <nav className={styles.path} aria-label={t("indicator.path")}>
            <Link to={`/cockpit${search}`}>{t("cockpit.title")}</Link>
            <span aria-hidden="true">/</span>
            <Link to={`/indicators?perspective=${indicator.perspective}`}>{indicator.perspective_name}</Link>
          </nav>
          <h1>
            {indicator.name} <code className={styles.code}>{indicator.code}</code>
          </h1>
          <IndicatorTabs code={code} search={search} current="causes" />
        </div>
        <SliceBar slice={slice} onChange={choose}>
          <div className={own.choices}>
            <Segmented
              aria-label={t("causes.against")}
              value={against}
              onChange={setAgainst}
              options={AGAINST.map((value) => ({ value, label: t(`causes.with.${value}`) }))}
            />
          </div>
        </SliceBar>
      </header>
      <div className={own.panels}>
        <WaterfallPanel code={code} slice={slice} against={against} />
        <CausesPanel code={code} slice={slice} against={against} />
        <DriversPanel code={code} slice={slice} against={against} linkTo={linkTo} />
        <OutlookPanel code={code} slice={slice} />
        <AnomaliesPanel code={code} slice={slice} linkTo={linkTo} />
      </div>
    </>
  );
}
