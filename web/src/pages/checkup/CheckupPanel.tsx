import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Panel } from "@/figures/Panel";
import { today } from "@/lib/period";
import styles from "./checkup.module.css";
import { FindingItem } from "./FindingItem";
import { toneOf } from "./findings";
import { useCheckup } from "./queries";

interface Props {
  code: string;
  /** A period of the year that is checked. */
  period: string;
}

/** The checkup of one indicator, on its own page. */
export function CheckupPanel({ code, period }: Props) {
  const { t } = useTranslation();
  const year = Number(period.slice(0, 4)) || Number(today().slice(0, 4));
  const { data } = useCheckup(year, code);
  if (!data) return null;
  const names = new Map(data.summary.map((one) => [one.test, one.name]));
  return (
    <Panel
      title={t("checkup.title")}
      extra={
        <span className={styles.small}>
          <b className={`figures ${styles[toneOf(data.score)]}`}>{t("checkup.score", { score: data.score })}</b>
          <Link to={`/checkup?year=${year}`}>{t("checkup.all")}</Link>
        </span>
      }
    >
      {data.findings.length === 0 ? (
        <p className={styles.well}>{t("checkup.wellOne")}</p>
      ) : (
        <ul className={styles.list}>
          {data.findings.map((one) => (
            <FindingItem key={`${one.test} ${one.text}`} finding={one} test={names.get(one.test) ?? one.test} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
