import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { DocumentIndicators, MovedIndicator } from "@/api/gen";
import { useWrite } from "@/figures/useWrite";
import { shiftDecimal } from "@/lib/decimal";
import type { Page } from "../types";
import { firstShown, isGood, movedWay } from "./moved";
import styles from "./Moves.module.css";
import { useMoves } from "./queries";

const FEW = 6;

/** Which of the viewer's KPIs the document counts in, and by how much it moves them. */
export function Moves({ page, id }: { page: Page; id: string }) {
  const { t } = useTranslation();
  const { data } = useMoves(page, id);
  const [all, setAll] = useState(false);
  if (!data || (data.state === "none" && data.expected.length === 0)) return null;
  const shown = firstShown(data.indicators, all ? data.indicators.length : FEW);
  const rest = data.indicators.length - shown.length;
  return (
    <section className={styles.panel} aria-labelledby="moves">
      <h2 id="moves">{t("moves.title")}</h2>
      {data.state === "none" ? (
        <Expected found={data} />
      ) : (
        <ul className={styles.list}>
          {shown.map((one) => (
            <Row key={one.code} indicator={one} />
          ))}
        </ul>
      )}
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t("moves.more", { count: rest })}
        </button>
      )}
    </section>
  );
}

function Row({ indicator }: { indicator: MovedIndicator }) {
  const { t } = useTranslation();
  const write = useWrite();
  const { unit, decimals } = indicator;
  const figure = (value: string | null) => write.text(value, unit, { compact: true, decimals });
  const effect = (value: string) =>
    unit === "ratio"
      ? t("causes.points", { size: write.text(shiftDecimal(value, 2), "none", { decimals: 2, signed: true }) })
      : write.text(value, unit, { compact: true, decimals, signed: true });
  return (
    <li className={styles.row} data-code={indicator.code}>
      <span className={styles.name}>{indicator.name}</span>
      {indicator.periods.map((period) => {
        const way = movedWay(period);
        const good = isGood(indicator, period);
        return (
          <Link
            key={period.period}
            className={styles.month}
            to={`/indicators/${encodeURIComponent(indicator.code)}?period=${period.period}`}
          >
            <span className={styles.when}>{period.period}</span>
            <b className={`figures ${good === null ? "" : good ? styles.good : styles.bad}`}>
              {way === "same" ? t("moves.same") : way === "unknown" || period.effect === null ? t("moves.only") : effect(period.effect)}
            </b>
            <span className={styles.note}>
              {period.share !== null && way !== "same"
                ? t("moves.share", { share: write.text(period.share, "ratio", { decimals: 1 }), value: figure(period.value) })
                : t("moves.value", { without: figure(period.without), value: figure(period.value) })}
              {period.own !== null && ` · ${t("moves.own", { own: figure(period.own) })}`}
            </span>
          </Link>
        );
      })}
    </li>
  );
}

function Expected({ found }: { found: DocumentIndicators }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? found.expected : found.expected.slice(0, FEW * 2);
  const rest = found.expected.length - shown.length;
  return (
    <>
      <p className={styles.note}>{t("moves.none", { count: found.alike })}</p>
      <ul className={styles.expected}>
        {shown.map((one) => (
          <li key={one.code}>
            <Link to={`/indicators/${encodeURIComponent(one.code)}`}>{one.name}</Link>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t("moves.more", { count: rest })}
        </button>
      )}
    </>
  );
}
