import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useIndicator } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { IndicatorHead } from "../IndicatorHead";
import { AnomaliesPanel } from "./AnomaliesPanel";
import own from "./Causes.module.css";
import { CausesPanel } from "./CausesPanel";
import { DriversPanel } from "./DriversPanel";
import { OutlookPanel } from "./OutlookPanel";
import { AGAINST, type Against } from "./queries";
import { WaterfallPanel } from "./WaterfallPanel";

/** Why a KPI moved, what is odd about its course, and where it goes. */
export default function CausesPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { choose, search, ...slice } = useSlice();
  const { data: indicator, error, refetch } = useIndicator(code);
  const [address, setAddress] = useSearchParams();
  const against = AGAINST.find((one) => one === address.get("against")) ?? "prior";
  const setAgainst = (chosen: Against) =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      next.set("against", chosen);
      return next;
    });

  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!indicator) return <PageSkeleton />;
  const linkTo = (other: string) => `/indicators/${encodeURIComponent(other)}/causes${search}`;

  return (
    <>
      <IndicatorHead indicator={indicator} search={search} current="causes">
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
      </IndicatorHead>
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
