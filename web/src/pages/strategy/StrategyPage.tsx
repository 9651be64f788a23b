import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useNarrow } from "@/app/shell/useNarrow";
import { useTitle } from "@/app/useTitle";
import { useSlice } from "@/figures/useSlice";
import { today } from "@/lib/period";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { type From, StrategyDialog } from "./edit/StrategyDialog";
import { firstChoice, useMapNews, useStrategies, useStrategy } from "./queries";
import { StartStrategy } from "./StartStrategy";
import { StrategyHead } from "./StrategyHead";
import styles from "./StrategyPage.module.css";
import { StrategyView } from "./StrategyView";
import { usePresenting } from "./usePresenting";

/** The strategy map: what the company wants to reach, how it hangs together, and where it stands. */
export default function StrategyPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const { choose, search, ...slice } = useSlice();
  const narrow = useNarrow();
  const { presenting, toggle } = usePresenting();
  const [fresh, setFresh] = useState<{ from: From; year: number } | null>(null);
  useTitle(t("strategy.title"));
  useMapNews();
  const all = useStrategies();
  const year = Number(today().slice(0, 4));
  const wanted = Number(params.get("id"));
  const chosen = all.data?.find((one) => one.id === wanted) ?? firstChoice(all.data ?? [], year);
  const { data: strategy, error, refetch, isPlaceholderData } = useStrategy(chosen?.id ?? null, slice);

  const set = (changes: Record<string, string | null>) =>
    setParams((current) => {
      const next = new URLSearchParams(current);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  const open = (id: number) => {
    setFresh(null);
    set({ id: String(id), objective: null });
  };
  const dialog = fresh && all.data && (
    <StrategyDialog all={all.data} from={fresh.from} year={fresh.year} onClose={() => setFresh(null)} onMade={open} />
  );

  if (all.error) return <FailedToLoad error={all.error} onRetry={() => void all.refetch()} />;
  if (!all.data) return <PageSkeleton />;
  if (!chosen) {
    return (
      <>
        <StartStrategy onStart={(from) => setFresh({ from, year })} />
        {dialog}
      </>
    );
  }
  if (error && !strategy) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!strategy) return <PageSkeleton />;
  return (
    <div className={`${presenting ? styles.presenting : ""} ${isPlaceholderData ? styles.stale : ""}`} aria-busy={isPlaceholderData}>
      <StrategyHead
        all={all.data}
        strategy={strategy}
        slice={slice}
        onSlice={choose}
        onOpen={open}
        onNew={(from) => setFresh({ from, year: from.startsWith("copy:") ? strategy.year + 1 : year })}
        onRemoved={() => set({ id: null, objective: null })}
      />
      <StrategyView
        key={strategy.id}
        strategy={strategy}
        slice={slice}
        search={search}
        narrow={narrow}
        onPresent={toggle}
        selected={Number(params.get("objective")) || null}
        onSelect={(id) => set({ objective: id === null ? null : String(id) })}
      />
      {dialog}
    </div>
  );
}
