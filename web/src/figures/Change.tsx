import { useTranslation } from "react-i18next";
import type { ChangeKind, Direction } from "@/api/types";
import { compareDecimal, shiftDecimal } from "@/lib/decimal";
import { parsePeriod } from "@/lib/period";
import styles from "./Change.module.css";
import { useWrite } from "./useWrite";

interface Props {
  change: string | null;
  kind: ChangeKind;
  direction: Direction;
  period: string;
}

/** The change against the period before: an arrow for the way, a colour for good or bad. */
export function Change({ change, kind, direction, period }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const grain = parsePeriod(period)?.grain ?? "month";
  if (change === null) return <span className={styles.change}>{t("change.none")}</span>;
  const way = compareDecimal(change, "0");
  // A ratio's change is a difference: percentage points, not per cent of a per cent.
  const size =
    kind === "points"
      ? t("change.points", { size: write.text(shiftDecimal(change, 2).replace("-", ""), "none", { decimals: 1 }) })
      : write.text(change.replace("-", ""), "ratio", { decimals: 1 });
  const better = direction === "higher" ? way > 0 : way < 0;
  const tone = way === 0 || direction === "target" || direction === "range" ? "" : better ? styles.better : styles.worse;
  return (
    <span className={styles.change}>
      <span className={`figures ${tone}`}>
        <span aria-hidden="true">{way > 0 ? "▲" : way < 0 ? "▼" : "•"}</span>
        <span className="visually-hidden">{t(way > 0 ? "change.up" : way < 0 ? "change.down" : "change.same")}</span>{" "}
        {size}
      </span>{" "}
      {t(`change.vs.${grain}`)}
    </span>
  );
}
