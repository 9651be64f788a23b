import { useState } from "react";
import { Navigate, useParams } from "react-router";
import { useIndicator } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { CheckupPanel } from "@/pages/checkup/CheckupPanel";
import { BreakdownPanel } from "./BreakdownPanel";
import type { Member } from "./breakdown";
import { useLibrary } from "./definitions";
import { DefinitionPanel } from "./DefinitionPanel";
import { DocumentsPanel } from "./DocumentsPanel";
import { ExportButton } from "./ExportButton";
import { FormulaPanel } from "./FormulaPanel";
import { IndicatorHead } from "./IndicatorHead";
import styles from "./IndicatorPage.module.css";
import { RemindButton } from "./RemindButton";
import { TrendPanel } from "./TrendPanel";

/** One KPI: what it is, where it stands, what it is made of, and the documents behind it. */
export default function IndicatorPage() {
  const { code = "" } = useParams();
  const { choose, search, ...slice } = useSlice();
  const { data: indicator, error, refetch } = useIndicator(code);
  const [picked, setPicked] = useState<{ context: string; member: Member } | null>(null);

  if (error) return <Unreadable code={code} error={error} onRetry={() => void refetch()} />;
  if (!indicator) return <PageSkeleton />;
  // A member stays picked for the figure it was picked in, no longer.
  const context = `${code}${search}`;
  const member = picked?.context === context ? picked.member : null;
  const pick = (chosen: Member | null) => setPicked(chosen && { context, member: chosen });
  const linkTo = (other: string) => `/indicators/${encodeURIComponent(other)}${search}`;

  return (
    <>
      <IndicatorHead indicator={indicator} search={search} current="overview">
        <SliceBar slice={slice} onChange={choose}>
          <RemindButton indicator={indicator} slice={slice} />
          <ExportButton indicator={indicator} slice={slice} />
        </SliceBar>
      </IndicatorHead>
      <div className={styles.top}>
        <TrendPanel indicator={indicator} slice={slice} search={search} onPeriod={(period) => choose({ period })} />
        <DefinitionPanel indicator={indicator} linkTo={linkTo} />
      </div>
      <FormulaPanel indicator={indicator} slice={slice} linkTo={linkTo} />
      <CheckupPanel code={code} period={slice.period} />
      {indicator.dimensions.length > 0 && (
        <BreakdownPanel indicator={indicator} slice={slice} picked={member} onPick={pick} />
      )}
      <DocumentsPanel key={`${context}|${member?.dimension}|${member?.key}`} indicator={indicator} slice={slice} member={member} onClear={() => pick(null)} />
    </>
  );
}

/** An indicator whose formula no longer fits has no figures, but its history says why. */
function Unreadable({ code, error, onRetry }: { code: string; error: Error; onRetry: () => void }) {
  const { data } = useLibrary();
  if (data?.some((one) => one.code === code && one.broken)) return <Navigate replace to={`/indicators/${encodeURIComponent(code)}/versions`} />;
  return <FailedToLoad error={error} onRetry={onRetry} />;
}
