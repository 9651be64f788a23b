import { useTranslation } from "react-i18next";
import type { Indicator } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import type { Bar } from "./breakdown";
import styles from "./Breakdown.module.css";

interface Props {
  rows: Bar[];
  label: string;
  indicator: Indicator;
  pickedKey: string | null;
  onPick: (bar: Bar) => void;
}

/** A ranking: name, bar, value, share. */
export function BarTable({ rows, label, indicator, pickedKey, onPick }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const shares = rows.some((row) => row.share !== null);
  const signed = rows.some((row) => row.length < 0);
  return (
    <table className={`${styles.table} ${signed ? styles.signed : ""}`}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" className={styles.barCell}>
            <span className="visually-hidden">{t("indicator.bar")}</span>
          </th>
          <th scope="col" className={styles.number}>
            {indicator.name}
          </th>
          {shares && (
            <th scope="col" className={styles.number}>
              {t("indicator.share")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = row.name ?? row.key ?? t("indicator.unassigned");
          const side = row.length < 0 ? "left" : "";
          return (
            <tr key={row.key ?? ""} className={row.key !== null && row.key === pickedKey ? styles.picked : undefined}>
              <th scope="row">
                {row.key === null ? (
                  <span className={styles.unassigned}>{name}</span>
                ) : (
                  <button type="button" aria-pressed={row.key === pickedKey} onClick={() => onPick(row)}>
                    {name}
                  </button>
                )}
              </th>
              <td className={styles.barCell} aria-hidden="true">
                <span className={styles.track}>
                  <span
                    className={`${styles.bar} ${side ? styles.left : ""}`}
                    style={{ width: `${Math.abs(row.length) * (signed ? 50 : 100)}%` }}
                  />
                </span>
              </td>
              <td className={`figures ${styles.number}`}>
                {write.text(row.value, indicator.unit, { decimals: indicator.decimals })}
              </td>
              {shares && (
                <td className={`figures ${styles.number} ${styles.share}`}>
                  {row.share === null ? "" : write.text(row.share.toFixed(6), "ratio", { decimals: 1 })}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
