import { useTranslation } from "react-i18next";
import type { CardOutlook } from "@/api/gen";
import type { Card } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import { parsePeriod } from "@/lib/period";
import styles from "./KpiCard.module.css";

interface Props {
  card: Card;
  outlook: CardOutlook;
  period: string;
}

/** Where the figure will stand at the end of its period, between what, and whether it is on pace. */
export function OutlookLine({ card, outlook, period }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const text = (value: string) => write.text(value, card.unit, { compact: true, decimals: card.decimals });
  const grain = parsePeriod(period)?.grain ?? "month";
  const percent = (value: number) => write.text(value.toFixed(4), "ratio", { decimals: 0 });
  const range = outlook.low === outlook.high ? "" : t("card.range", { low: text(outlook.low), high: text(outlook.high) });
  const reach = outlook.reach === null ? "" : t("card.reach", { reach: percent(Math.min(0.99, Math.max(0.01, outlook.reach))) });
  return (
    <span className={styles.outlook} title={[range, reach].filter(Boolean).join(" · ")} data-outlook={card.code}>
      <span>
        {t(`card.ends.${grain}`)} <b className="figures">{text(outlook.value)}</b> <small className="figures">{range}</small>
      </span>
      {outlook.pace !== null && (
        <span className={outlook.pace >= 1 === (card.direction !== "lower") ? styles.ahead : styles.behind}>
          {t("card.pace", { pace: percent(outlook.pace) })}
        </span>
      )}
    </span>
  );
}
