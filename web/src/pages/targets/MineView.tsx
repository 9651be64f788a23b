import { Empty } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "@/figures/Panel";
import type { Step } from "./queries";
import styles from "./targets.module.css";
import { type HolderOption, holderKey, type TargetGrid, type TargetRow } from "./types";
import { Waiting } from "./Waiting";
import { YearRow } from "./YearRow";

interface Props {
  grid: TargetGrid;
  holders: readonly HolderOption[];
  onStep: (step: Step, ids: number[]) => void;
  onOpen: (row: TargetRow, period: string) => void;
}

/** What waits for my agreement, and what I am to reach. */
export function MineView({ grid, holders, onStep, onOpen }: Props) {
  const { t } = useTranslation();
  const own = useMemo(() => new Map(holders.filter((one) => one.own).map((one, at) => [holderKey(one), at])), [holders]);
  const waiting = useMemo(
    () => grid.rows.filter((row) => row.agreeable && Object.values(row.cells).some((cell) => cell.state === "proposed")),
    [grid],
  );
  const mine = useMemo(() => {
    const rows = grid.rows.filter((row) => own.has(holderKey(row.holder)) && Object.keys(row.cells).length > 0);
    const groups = new Map<string, TargetRow[]>();
    for (const row of rows) groups.set(holderKey(row.holder), [...(groups.get(holderKey(row.holder)) ?? []), row]);
    // The person's own first, then the units led.
    return [...groups.values()].sort((a, b) => Number(a[0]?.holder.kind !== "person") - Number(b[0]?.holder.kind !== "person"));
  }, [grid, own]);

  return (
    <div className={styles.mine}>
      {waiting.length > 0 && <Waiting rows={waiting} onStep={onStep} onOpen={onOpen} />}
      {waiting.length === 0 && mine.length > 0 && <p className={styles.calm}>{t("targets.mine.nothingWaits")}</p>}
      {mine.length === 0 && waiting.length === 0 && <Empty className={styles.nothing ?? ""} description={t("targets.mine.none", { year: grid.year })} />}
      {mine.map((rows) => (
        <Panel key={rows[0] ? holderKey(rows[0].holder) : ""} title={t(rows[0]?.holder.kind === "person" ? "targets.mine.own" : "targets.mine.of", { name: rows[0]?.holder.name })}>
          <ul className={styles.mineList}>
            {rows.map((row) => (
              <YearRow key={row.indicator} row={row} year={grid.year} onOpen={onOpen} />
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}
