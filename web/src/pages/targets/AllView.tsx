import { App, Empty, Segmented, Select } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import { useNarrow } from "@/app/shell/useNarrow";
import { useWrite } from "@/figures/useWrite";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { ActionBar, type Chosen } from "./ActionBar";
import { editKey, type Edits, type Stored } from "./edits";
import { FilterBar } from "./FilterBar";
import { rangeOf, type Selection } from "./grid/selection";
import { TargetGrid } from "./grid/TargetGrid";
import gridStyles from "./grid/grid.module.css";
import type { Typed } from "./grid/useGridInput";
import { AddIndicator, GroupHead } from "./GroupHead";
import { type Step, useGrid } from "./queries";
import { counted, fits, type Group, grouped, type Grouping, orderOf, weightFault, weightSum, weightSums } from "./rows";
import { StateFilter } from "./StateFilter";
import styles from "./targets.module.css";
import { ToolBar } from "./ToolBar";
import { type HolderOption, holderKey, type HolderRef, MEASURES, type Measure, rowKey, type TargetRow } from "./types";
import type { TargetState } from "./useTargetState";

interface Props {
  state: TargetState;
  change: (part: Partial<TargetState>) => void;
  holders: readonly HolderOption[];
  edits: Edits;
  saving: boolean;
  undoable: boolean;
  onType: (changes: readonly Typed[]) => void;
  onUndo: () => void;
  onDiscard: () => void;
  onSave: (edits: Edits, propose: boolean, stored: Stored) => void;
  onStep: (step: Step, ids: number[]) => void;
  onOpen: (row: TargetRow, period: string) => void;
  onRows: (rows: readonly TargetRow[]) => void;
}

/** All targets that may be seen, to be set, cascaded and signed. */
export function AllView({ state, change, holders, edits, saving, undoable, onType, onUndo, onDiscard, onSave, onStep, onOpen, onRows }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const write = useWrite();
  const narrow = useNarrow();
  const { data: indicators } = useIndicators();
  const { year, grain, indicator, holder, below, measure, filter } = state;
  const { data, error, refetch } = useGrid({ year, grain, indicator, holder, below });
  // A selection is by numbers: when other rows are shown it would mean others, so it ends with its context.
  const context = JSON.stringify([year, grain, indicator, holder, below, filter, state.grouping]);
  const [kept, setKept] = useState<{ context: string; selection: Selection | null }>({ context, selection: null });
  const selection = kept.context === context ? kept.selection : null;
  const setSelection = (next: Selection | null) => setKept({ context, selection: next });
  const [exact, setExact] = useState(false);
  const [added, setAdded] = useState<{ code: string; holder: HolderRef }[]>([]);
  const grouping: Grouping = indicator ? "indicator" : state.grouping;

  const order = useMemo(() => orderOf(holders, indicators ?? []), [holders, indicators]);
  const all = useMemo(() => withAdded(data?.rows ?? [], added, order.holders, indicators ?? []), [data, added, order, indicators]);
  const { lines, ordered } = useMemo(() => grouped(all.filter((row) => fits(row, filter)), grouping, order), [all, filter, grouping, order]);
  const counts = useMemo(() => counted(all), [all]);
  const byKey = useMemo(() => new Map(all.map((row) => [rowKey(row), row])), [all]);
  useEffect(() => onRows(all), [all, onRows]);

  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const periods = data.periods;
  const stored: Stored = (edit) => byKey.get(rowKey(edit))?.cells[edit.period];
  const weight = (row: TargetRow, period: string) => {
    const edit = edits.get(editKey(row, period, "weight"));
    return edit ? edit.value : (row.cells[period]?.weight ?? null);
  };
  const chosen = selection ? chosenOf(ordered, periods, selection) : [];
  const type = (changes: readonly Typed[], lost: number) => {
    onType(changes);
    if (lost > 0) void message.warning(t("targets.edit.lost", { count: lost }));
  };
  const add = (code: string, to: HolderRef) => {
    setAdded((now) => [...now, { code, holder: to }]);
    change({ filter: "all" });
  };
  const selectGroup = (group: Group) => {
    const at = ordered.indexOf(group.rows[0] as TargetRow);
    setSelection({ anchor: { row: at, column: 0 }, end: { row: at + group.rows.length - 1, column: periods.length - 1 } });
  };
  const options = holder && order.holders.get(holderKey(holder));

  return (
    <>
      <FilterBar state={state} holders={holders} change={change} />
      <div className={styles.tools}>
        <StateFilter counts={counts} filter={filter} onChange={(one) => change({ filter: one })} />
        <div className={styles.shows}>
          <Select<Measure> aria-label={t("targets.show")} value={measure} popupMatchSelectWidth={false} options={MEASURES.map((value) => ({ value, label: t(`targets.measure.${value}`) }))} onChange={(value) => change({ measure: value })} />
          {!indicator && <Segmented<Grouping> value={grouping} onChange={(by) => change({ grouping: by })} options={(["holder", "indicator"] as const).map((value) => ({ value, label: t(`targets.by.${value}`) }))} />}
          {!narrow && <Segmented<string> value={exact ? "exact" : "short"} onChange={(value) => setExact(value === "exact")} options={["short", "exact"].map((value) => ({ value, label: t(`targets.digits.${value}`) }))} />}
          <ToolBar state={state} holders={holders} chosen={chosen} first={ordered[0] ?? null} />
        </div>
      </div>
      {lines.length === 0 ? (
        <Empty className={styles.nothing ?? ""} description={t(all.length ? "targets.nothingFound" : "targets.nothing", { year })}>
          {options?.writable && <AddIndicator big taken={[]} onAdd={(code) => add(code, options)} />}
        </Empty>
      ) : (
        <TargetGrid
          lines={lines}
          rows={ordered}
          periods={periods}
          measure={measure}
          grouping={grouping}
          exact={exact}
          edits={edits}
          selection={selection}
          corner={t("targets.corner", { measure: t(`targets.measure.${measure}`), count: ordered.length })}
          groupHead={(group) => (
            <GroupHead
              group={group}
              grouping={grouping}
              sums={grouping === "holder" && !indicator && measure !== "weight" && filter === "all" ? weightSums(group.rows, periods, weight) : []}
              addable={group.rows[0]?.writable === true && !indicator && measure !== "weight"}
              onSelect={() => selectGroup(group)}
              onAdd={(code) => group.rows[0] && add(code, group.rows[0].holder)}
            />
          )}
          groupCell={(group, period) => {
            if (measure !== "weight" || grouping !== "holder" || filter !== "all") return null;
            const sum = weightSum(group.rows, period, weight);
            return sum === null ? null : <span className={`figures ${weightFault(sum) ? gridStyles.fault : gridStyles.whole}`}>{write.text(sum, "ratio", { decimals: 0 })}</span>;
          }}
          onSelect={setSelection}
          onType={type}
          onOpen={onOpen}
        />
      )}
      <ActionBar
        chosen={chosen}
        measure={measure}
        edits={edits}
        saving={saving}
        undoable={undoable}
        onStep={onStep}
        onOpen={() => chosen[0] && onOpen(chosen[0].row, chosen[0].period)}
        onSave={(propose) => onSave(edits, propose, stored)}
        onDiscard={onDiscard}
        onUndo={onUndo}
      />
    </>
  );
}

function chosenOf(rows: readonly TargetRow[], periods: readonly string[], selection: Selection): Chosen[] {
  const { top, bottom, left, right } = rangeOf(selection);
  return rows.slice(top, bottom + 1).flatMap((row) => periods.slice(left, right + 1).map((period) => ({ row, period, cell: row.cells[period] })));
}

/** The rows with those that somebody wants to begin. */
function withAdded(rows: readonly TargetRow[], added: readonly { code: string; holder: HolderRef }[], holders: ReadonlyMap<string, HolderOption>, indicators: readonly { code: string; name: string; unit: string; decimals: number; direction: TargetRow["direction"] }[]): TargetRow[] {
  const known = new Set(rows.map(rowKey));
  const fresh = added.flatMap(({ code, holder }) => {
    const option = holders.get(holderKey(holder));
    const indicator = indicators.find((one) => one.code === code);
    if (!option || !indicator || known.has(rowKey({ indicator: code, holder }))) return [];
    const { name, unit, decimals, direction } = indicator;
    const { writable, agreeable, kind, key, name: called, org, org_name } = option;
    return [{ indicator: code, name, unit, decimals, direction, adds_time: false, adds_org: false, holder: { kind, key, name: called, org, org_name }, writable, agreeable, cells: {} }];
  });
  return [...rows, ...fresh];
}
