import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Card, IndicatorSummary } from "@/api/types";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import styles from "./Library.module.css";

interface Props {
  indicator: IndicatorSummary;
  card: Card | undefined;
  search: string;
}

export function IndicatorRow({ indicator, card, search }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const { code, name, meaning, owner, direction, unit, decimals, frequency } = indicator;
  return (
    <li>
      <Link to={`/indicators/${encodeURIComponent(code)}${search}`} className={styles.row}>
        <span className={styles.name}>
          <b>{name}</b>
          <code>{code}</code>
        </span>
        <span className={styles.meaning}>{meaning}</span>
        <span className={styles.facts}>
          {t(`direction.${direction}`)} · {t(`period.${frequency}`, { defaultValue: frequency })}
          {owner && ` · ${owner}`}
        </span>
        <span className={styles.now}>
          {indicator.source_ready ? (
            <>
              {card?.light && <LightMark light={card.light} bare />}
              <span className="figures">{write.text(card?.value, unit, { compact: true, decimals })}</span>
            </>
          ) : (
            <Tag>{t("indicator.noSource")}</Tag>
          )}
        </span>
      </Link>
    </li>
  );
}
