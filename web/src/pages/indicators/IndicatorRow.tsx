import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Card, IndicatorSummary } from "@/api/types";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import { IndicatorTools } from "./IndicatorTools";
import styles from "./Library.module.css";

interface Props {
  indicator: IndicatorSummary;
  card: Card | undefined;
  search: string;
}

export function IndicatorRow({ indicator, card, search }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const { code, name, meaning, owner, direction, unit, decimals, frequency, origin, retired, broken, lacking = [] } = indicator;
  const page = `/indicators/${encodeURIComponent(code)}`;
  return (
    <li className={`${styles.entry} ${retired ? styles.out : ""}`}>
      {/* What cannot be computed has no figures to show, but its history. */}
      <Link to={broken ? `${page}/versions` : `${page}${search}`} className={styles.row}>
        <span className={styles.name}>
          <b>
            {name}
            <span className={styles.tags}>
              {origin !== "shipped" && <Tag color={origin === "own" ? "cyan" : "default"}>{t(`library.origin.${origin}`)}</Tag>}
              {retired && <Tag>{t("library.retired")}</Tag>}
            </span>
          </b>
          <code>{code}</code>
        </span>
        <span className={styles.meaning}>{meaning}</span>
        <span className={styles.facts}>
          {t(`direction.${direction}`)} · {t(`period.${frequency}`, { defaultValue: frequency })}
          {owner && ` · ${owner}`}
        </span>
        <span className={styles.now}>
          {broken ? (
            <Tag color="error">{t("library.source.broken")}</Tag>
          ) : indicator.source_ready ? (
            <>
              {card?.light && <LightMark light={card.light} bare />}
              <span className="figures">{write.text(card?.value, unit, { compact: true, decimals })}</span>
            </>
          ) : (
            <Tag>{t("indicator.noSource")}</Tag>
          )}
        </span>
        {broken && <span className={`${styles.why} ${styles.broken}`}>{broken}</span>}
        {lacking.length > 0 && !broken && (
          <span className={styles.why}>{t("library.why", { what: lacking.join(t("list.comma")) })}</span>
        )}
      </Link>
      <IndicatorTools indicator={indicator} folded />
    </li>
  );
}
