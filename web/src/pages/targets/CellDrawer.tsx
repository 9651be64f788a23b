import { Button, Drawer, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useWrite } from "@/figures/useWrite";
import { writeMoment, writePeriod } from "@/lib/date";
import { CellHistory } from "./CellHistory";
import { CellTree } from "./CellTree";
import { editKey, type Edits } from "./edits";
import { StateMark } from "./grid/StateMark";
import type { Typed } from "./grid/useGridInput";
import { NumberField } from "./NumberField";
import { ProfileField } from "./ProfileField";
import type { Step } from "./queries";
import styles from "./targets.module.css";
import { type Measure, MEASURES, type TargetRow, unitOf } from "./types";

interface Props {
  row: TargetRow | null;
  period: string;
  edits: Edits;
  saving: boolean;
  onType: (changes: Typed[], lost: number) => void;
  onSave: (edits: Edits) => void;
  onStep: (step: Step, ids: number[]) => void;
  onClose: () => void;
}

type Part = "numbers" | "tree" | "history";

/** All there is to one target: its numbers, both signatures, what was cascaded from it, its history. */
export function CellDrawer({ row, period, edits, saving, onType, onSave, onStep, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useWrite();
  const [part, setPart] = useState<Part>("numbers");
  const cell = row?.cells[period];
  const mine = new Map(row ? MEASURES.map((one) => editKey(row, period, one)).flatMap((key) => (edits.has(key) ? [[key, edits.get(key)!] as const] : [])) : []);
  const wrong = [...mine.values()].some((one) => one.wrong);
  const signed = (who: string | null | undefined, at: string | null | undefined) => (who ? `${who} · ${at ? writeMoment(`${at}${/Z|[+-]\d\d:/.test(at) ? "" : "Z"}`, language) : ""}` : "\u2014");

  const label = (measure: Measure) => t(`targets.measure.${measure}`);
  return (
    <Drawer
      open={row !== null}
      onClose={onClose}
      size={440}
      title={row && (
        <div className={styles.drawerTitle}>
          <Link to={`/indicators/${encodeURIComponent(row.indicator)}`}>{row.name}</Link>
          <small>{row.holder.name} · {writePeriod(period, language)}</small>
        </div>
      )}
      footer={row && (
        <div className={styles.choices}>
          {cell && row.agreeable && cell.state === "proposed" && (
            <>
              <Button onClick={() => onStep("return", [cell.id])}>{t("targets.step.return")}</Button>
              <Button type="primary" onClick={() => onStep("agree", [cell.id])}>{t("targets.step.agree")}</Button>
            </>
          )}
          {cell && row.agreeable && cell.state === "agreed" && <Button onClick={() => onStep("return", [cell.id])}>{t("targets.step.return")}</Button>}
          {cell && row.writable && (cell.state === "draft" || cell.state === "returned") && mine.size === 0 && (
            <Button onClick={() => onStep("propose", [cell.id])}>{t("targets.step.propose")}</Button>
          )}
          {row.writable && (
            <Button type="primary" disabled={mine.size === 0 || wrong} loading={saving} onClick={() => onSave(mine)}>
              {t("targets.edit.save")}
            </Button>
          )}
        </div>
      )}
    >
      {row && (
        <>
          <Segmented<Part>
            block
            value={part}
            onChange={setPart}
            options={(["numbers", "tree", "history"] as const).map((value) => ({ value, label: t(`targets.part.${value}`), disabled: value !== "numbers" && !cell }))}
          />
          {part === "numbers" && (
            <>
              <div className={styles.fields}>
                {MEASURES.map((measure) => (
                  <div key={measure} className={measure === "amount" ? styles.fieldWide : ""}>
                    <label htmlFor={`target-${measure}`}>{label(measure)}</label>
                    <NumberField
                      key={`${row.indicator}|${row.holder.key}|${period}|${measure}`}
                      id={`target-${measure}`}
                      value={cell?.[measure] ?? null}
                      unit={unitOf(row, measure)}
                      edit={edits.get(editKey(row, period, measure))}
                      disabled={!row.writable}
                      onType={(text) => onType([{ row, period, measure, text }], 0)}
                    />
                  </div>
                ))}
              </div>
              <p className={styles.faint}>{t(`targets.levels.${row.direction === "lower" ? "lower" : "higher"}`)}</p>
              {cell && (
                <dl className={styles.signatures}>
                  <dt>{t("targets.stateTitle")}</dt>
                  <dd><StateMark state={cell.state} word /></dd>
                  <dt>{t("targets.proposedBy")}</dt>
                  <dd>{signed(cell.proposed_by, cell.proposed_at)}</dd>
                  <dt>{t("targets.agreedBy")}</dt>
                  <dd>{signed(cell.agreed_by, cell.agreed_at)}</dd>
                  {cell.note && (
                    <>
                      <dt>{t("targets.note")}</dt>
                      <dd>{cell.note}</dd>
                    </>
                  )}
                </dl>
              )}
              {cell && <ProfileField key={cell.stamp} row={row} period={period} cell={cell} />}
            </>
          )}
          {part !== "numbers" && !cell && <Skeleton active />}
          {part === "tree" && cell && <CellTree id={cell.id} />}
          {part === "history" && cell && <CellHistory id={cell.id} row={row} />}
        </>
      )}
    </Drawer>
  );
}
