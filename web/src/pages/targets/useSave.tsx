import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, messageOf } from "@/api/errors";
import { ConflictTable } from "./ConflictTable";
import { asCells, conflicts, type Edits, keepMine, type Stored, takeTheirs } from "./edits";
import { fetchGrid, TARGETS, writeCells } from "./queries";
import styles from "./targets.module.css";
import { holderKey, type TargetRow } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

type Choice = "mine" | "theirs" | "stay";

/** What is stored of the targets that were edited: all of their years, whatever the grid shows. */
async function storedNow(edits: Edits): Promise<Stored> {
  const years = new Set([...edits.values()].map((edit) => Number(edit.period.slice(0, 4))));
  const grids = await Promise.all([...years].map((year) => fetchGrid({ year, grain: "all", indicator: null, holder: null, below: true })));
  const rows: TargetRow[] = grids.flatMap((grid) => grid.rows);
  return (edit) =>
    rows
      .filter((row) => row.indicator === edit.indicator && holderKey(row.holder) === holderKey(edit.holder))
      .map((row) => row.cells[edit.period])
      .find((cell) => cell !== undefined);
}

/** Save what was typed; whatever goes wrong, it stays on the screen. */
export function useSave(replace: (old: Edits, next: Edits) => void, forget: (done: Edits) => void) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const [saving, setSaving] = useState(false);

  const askConflict = (edits: Edits, stored: Stored): Promise<Choice> =>
    new Promise((resolve) => {
      const choose = (choice: Choice) => () => {
        dialog.destroy();
        resolve(choice);
      };
      const dialog = modal.confirm({
        width: 760,
        title: t("targets.conflict.title"),
        content: (
          <>
            <p>{t("targets.conflict.lead")}</p>
            <ConflictTable conflicts={conflicts(edits, stored)} />
          </>
        ),
        onCancel: () => resolve("stay"),
        footer: () => (
          <div className={styles.choices}>
            <Button onClick={choose("stay")}>{t("targets.conflict.stay")}</Button>
            <Button danger onClick={choose("theirs")}>{t("targets.conflict.takeTheirs")}</Button>
            <Button type="primary" onClick={choose("mine")}>{t("targets.conflict.keepMine")}</Button>
          </div>
        ),
      });
    });

  const attempt = async (edits: Edits, stored: Stored, propose: boolean): Promise<void> => {
    const { cells, orphans } = asCells(edits, stored);
    if (orphans.length) {
      const [first] = orphans;
      void message.error(t("targets.edit.orphan", { name: first?.name, holder: first?.holder.name, period: first?.period }));
      return;
    }
    if (cells.length === 0) return forget(edits);
    try {
      const done = await confirmed((sure) => writeCells(cells, { confirmed: sure, propose }));
      forget(edits);
      void message.success(t(done.touched.length ? "targets.edit.savedTouched" : "targets.edit.saved", { count: done.written, touched: done.touched.length }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "kernel.stale") throw error;
      const now = await storedNow(edits);
      const choice = await askConflict(edits, now);
      if (choice === "stay") return;
      const next = choice === "mine" ? keepMine(edits, now) : takeTheirs(edits, now);
      replace(edits, next);
      await attempt(next, now, propose);
    }
  };

  const save = async (edits: Edits, stored: Stored, propose: boolean) => {
    setSaving(true);
    try {
      await attempt(edits, stored, propose);
    } catch (error) {
      if (error instanceof Declined) return;
      const findings = error instanceof ApiError ? error.findings : [];
      modal.error({
        title: t("targets.edit.failed"),
        content: (
          <>
            <p>{messageOf(error)}</p>
            {findings.length > 0 && <ul>{findings.map((one) => <li key={one.message}>{one.message}</li>)}</ul>}
            <p className={styles.faint}>{t("targets.edit.kept")}</p>
          </>
        ),
      });
    } finally {
      setSaving(false);
      await client.invalidateQueries({ queryKey: [TARGETS] });
    }
  };
  return { saving, save };
}
