import { Segmented, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import { useTitle } from "@/app/useTitle";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { AllView } from "./AllView";
import { FilterBar } from "./FilterBar";
import { MineView } from "./MineView";
import { useGrid, useHolders } from "./queries";
import { StepDialog, type Stepping } from "./StepDialog";
import styles from "./targets.module.css";
import { CellDrawer } from "./CellDrawer";
import { rowKey, type TargetRow } from "./types";
import { useEdits } from "./useEdits";
import { useRefresh } from "./useRefresh";
import { useSave } from "./useSave";
import { type TargetState, useTargetState, type View } from "./useTargetState";

/** Targets: my own and what waits for me, or all that I may see and set. */
export default function TargetsPage() {
  const { t } = useTranslation();
  const [state, change] = useTargetState();
  const { data: holders, error, refetch } = useHolders();
  useIndicators();
  useTitle(t("targets.title"));
  useRefresh();
  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!holders) return <PageSkeleton />;
  // Who sets nobody's targets comes for the own ones.
  const view = state.view ?? (holders.some((one) => one.writable) ? "all" : "mine");
  return <Targets view={view} state={state} change={change} holders={holders} />;
}

interface Props {
  view: View;
  state: TargetState;
  change: (part: Partial<TargetState>) => void;
  holders: NonNullable<ReturnType<typeof useHolders>["data"]>;
}

function Targets({ view, state, change, holders }: Props) {
  const { t } = useTranslation();
  const { edits, type, replace, forget, discard, undo, undoable } = useEdits();
  const { saving, save } = useSave(replace, forget);
  const [stepping, setStepping] = useState<Stepping | null>(null);
  const [opened, setOpened] = useState<{ row: TargetRow; period: string } | null>(null);
  const everything = useGrid({ year: state.year, grain: "all", indicator: null, holder: null, below: true }, view === "mine");
  const waiting = everything.data?.rows.flatMap((row) => (row.agreeable ? Object.values(row.cells).filter((cell) => cell.state === "proposed") : [])).length ?? 0;
  const [shown, setShown] = useState<readonly TargetRow[]>([]);
  // The panel shows the target as it is now, also after it was saved.
  const rows = view === "mine" ? (everything.data?.rows ?? []) : shown;
  const current = opened && (rows.find((row) => rowKey(row) === rowKey(opened.row)) ?? opened.row);
  const stored = (edit: { indicator: string; holder: TargetRow["holder"] | { kind: string; key: string }; period: string }) =>
    rows.find((row) => row.indicator === edit.indicator && row.holder.kind === edit.holder.kind && row.holder.key === edit.holder.key)?.cells[edit.period];
  const onOpen = (row: TargetRow, period: string) => setOpened({ row, period });
  const onStep = (which: Stepping["which"], ids: number[]) => setStepping({ which, ids });

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("targets.title")}</h1>
          <p className={styles.lead}>{t(view === "mine" ? "targets.mine.lead" : "targets.lead")}</p>
        </div>
        <Segmented<View>
          aria-label={t("targets.view")}
          value={view}
          onChange={(value) => change({ view: value })}
          options={[
            { value: "mine", label: <>{t("targets.mine.title")} {waiting > 0 && <Tag color="warning">{waiting}</Tag>}</> },
            { value: "all", label: t("targets.all") },
          ]}
        />
      </header>
      {view === "mine" ? (
        <>
          <FilterBar state={state} holders={holders} change={change} bare />
          {everything.error && !everything.data ? (
            <FailedToLoad error={everything.error} onRetry={() => void everything.refetch()} />
          ) : everything.data ? (
            <MineView grid={everything.data} holders={holders} onStep={onStep} onOpen={onOpen} />
          ) : (
            <PageSkeleton />
          )}
        </>
      ) : (
        <AllView
          state={state}
          change={change}
          holders={holders}
          edits={edits}
          saving={saving}
          undoable={undoable}
          onType={type}
          onUndo={undo}
          onDiscard={discard}
          onSave={(some, propose, kept) => void save(some, kept, propose)}
          onStep={onStep}
          onOpen={onOpen}
          onRows={setShown}
        />
      )}
      <CellDrawer
        row={current}
        period={opened?.period ?? ""}
        edits={edits}
        saving={saving}
        onType={type}
        onSave={(some) => void save(some, stored, false)}
        onStep={onStep}
        onClose={() => setOpened(null)}
      />
      <StepDialog stepping={stepping} onDone={() => setStepping(null)} />
    </>
  );
}
