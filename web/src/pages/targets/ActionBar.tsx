import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { total } from "./amount";
import type { Edits } from "./edits";
import type { Step } from "./queries";
import styles from "./targets.module.css";
import { type Cell, type Measure, type TargetRow, unitOf } from "./types";

export interface Chosen {
  row: TargetRow;
  period: string;
  cell: Cell | undefined;
}

interface Props {
  chosen: readonly Chosen[];
  measure: Measure;
  edits: Edits;
  saving: boolean;
  undoable: boolean;
  onStep: (step: Step, ids: number[]) => void;
  onOpen: () => void;
  onSave: (propose: boolean) => void;
  onDiscard: () => void;
  onUndo: () => void;
}

/** What can be done with the chosen targets, and with what is not saved yet. */
export function ActionBar({ chosen, measure, edits, saving, undoable, onStep, onOpen, onSave, onDiscard, onUndo }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const ids = (fits: (one: Chosen, cell: Cell) => boolean) => chosen.flatMap((one) => (one.cell && fits(one, one.cell) ? [one.cell.id] : []));
  const steps: [Step, number[]][] = [
    ["propose", ids(({ row }, { state }) => row.writable && (state === "draft" || state === "returned"))],
    ["return", ids(({ row }, { state }) => row.agreeable && (state === "proposed" || state === "agreed"))],
    ["agree", ids(({ row }, { state }) => row.agreeable && state === "proposed")],
  ];
  const stored = chosen.flatMap(({ cell }) => (cell ? [cell] : []));
  const units = new Set(chosen.map(({ row }) => unitOf(row, measure)));
  const unit = units.size === 1 ? [...units][0] : undefined;
  const sum = unit !== undefined && unit !== "ratio" && stored.length > 1 ? total(stored.map((cell) => cell[measure])) : null;
  const wrong = [...edits.values()].filter((one) => one.wrong).length;
  if (edits.size === 0 && chosen.length < 1) return null;
  return (
    <div className={styles.bar} role="toolbar" aria-label={t("targets.actions")}>
      {edits.size > 0 ? (
        <>
          <span className={styles.barText} role="status">
            <b>{t("targets.edit.count", { count: edits.size })}</b>
            {wrong > 0 && <span className={styles.fault}> {t("targets.edit.wrongCount", { count: wrong })}</span>}
          </span>
          <Button onClick={onUndo} disabled={!undoable || saving}>{t("targets.edit.undo")}</Button>
          <Button onClick={onDiscard} disabled={saving}>{t("targets.edit.discard")}</Button>
          <Button disabled={wrong > 0} loading={saving} onClick={() => onSave(true)}>{t("targets.edit.saveAndPropose")}</Button>
          <Button type="primary" disabled={wrong > 0} loading={saving} onClick={() => onSave(false)}>{t("targets.edit.save")}</Button>
        </>
      ) : (
        <>
          <span className={styles.barText}>
            {t("targets.chosen", { count: chosen.length })}
            {sum !== null && unit !== undefined && <> · {t("targets.sum")} <b className="figures">{write.text(sum, unit)}</b></>}
          </span>
          <Button onClick={onOpen}>{t("targets.details")}</Button>
          {steps.map(([step, some]) => some.length > 0 && (
            <Button key={step} type={step === "return" ? "default" : "primary"} onClick={() => onStep(step, some)}>
              {t(`targets.step.${step}`)} {some.length > 1 && some.length}
            </Button>
          ))}
        </>
      )}
    </div>
  );
}
