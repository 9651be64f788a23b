import { useTranslation } from "react-i18next";
import type { Card } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import { compareDecimal, shiftDecimal } from "@/lib/decimal";
import { parsePeriod } from "@/lib/period";
import styles from "./widgets.module.css";

interface Props {
  card: Card;
  period: string | null | undefined;
  /** Leave out against what it is compared. */
  short?: boolean;
}

/** The change against the period before, in words one can read from afar. */
export function Delta({ card, period, short }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  if (card.change === null || !period) return null;
  const grain = parsePeriod(period)?.grain ?? "month";
  const way = compareDecimal(card.change, "0");
  const size =
    card.change_kind === "points"
      ? t("change.points", { size: write.text(shiftDecimal(card.change, 2).replace("-", ""), "none", { decimals: 1 }) })
      : write.text(card.change.replace("-", ""), "ratio", { decimals: 1 });
  const judged = card.direction === "higher" || card.direction === "lower";
  const better = card.direction === "higher" ? way > 0 : way < 0;
  const tone = way === 0 || !judged ? "" : better ? styles.good : styles.bad;
  return (
    <span className={styles.delta}>
      <span className={`figures ${tone}`}>
        {way > 0 ? "▲" : way < 0 ? "▼" : "•"} {size}
      </span>{" "}
      {short ? null : t(`change.vs.${grain}`)}
    </span>
  );
}
