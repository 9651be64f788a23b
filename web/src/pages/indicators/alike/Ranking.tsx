import { useTranslation } from "react-i18next";
import type { Alike } from "@/api/gen";
import { LightMark } from "@/figures/LightMark";
import { useWrite } from "@/figures/useWrite";
import styles from "./Alike.module.css";
import { lengths } from "./lengths";

/** Those alike, the best first: what is compared as a bar with the middle of all, the target beside it. */
export function Ranking({ found }: { found: Alike }) {
  const { t } = useTranslation();
  const write = useWrite();
  const { unit, decimals } = found;
  const text = (value: string | null) => write.text(value, unit, { compact: true, decimals });
  const { bars, middle } = lengths(
    found.rows.map((row) => row.compared),
    found.middle,
  );
  const perHead = found.measure === "per_head";
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("alike.rank")}</th>
          <th scope="col">{t(`alike.who.${found.among}`)}</th>
          <th scope="col" className={styles.barCell}>
            <span className="visually-hidden">{t("indicator.bar")}</span>
          </th>
          <th scope="col" className={styles.number}>
            {perHead ? t("alike.perHead") : found.name}
          </th>
          {perHead && (
            <th scope="col" className={`${styles.number} ${styles.wide}`}>
              {t("alike.whole")}
            </th>
          )}
          <th scope="col" className={styles.number}>
            {t("alike.achievement")}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map((row, place) => (
          <tr key={row.key} data-key={row.key}>
            <td className="figures">{row.rank}</td>
            <th scope="row">{row.name}</th>
            <td className={styles.barCell} aria-hidden="true">
              <span className={styles.track}>
                <span className={styles.bar} style={{ width: `${(bars[place] ?? 0) * 100}%` }} />
                {middle !== null && <span className={styles.middle} style={{ left: `${middle * 100}%` }} />}
              </span>
            </td>
            <td className={`figures ${styles.number}`}>{text(row.compared)}</td>
            {perHead && (
              <td className={`figures ${styles.number} ${styles.wide}`}>
                {text(row.value)}
                <small>{t("alike.heads", { count: row.heads })}</small>
              </td>
            )}
            <td className={`figures ${styles.number}`}>
              {row.achievement === null ? (
                <span className={styles.none}>{t("card.state.no_target")}</span>
              ) : (
                <>
                  {row.light && <LightMark light={row.light} bare />} {write.text(row.achievement, "ratio", { decimals: 1 })}
                  <small>{t("card.target", { target: text(row.target) })}</small>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
