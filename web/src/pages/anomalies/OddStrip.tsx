import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./Odd.module.css";
import { causesOf, chosen } from "./odd";
import { useOddNow } from "./queries";

/** The most severe finding in one line, with the way to all of them; nothing while nothing is odd. */
export function OddStrip({ org }: { org: string | null }) {
  const { t } = useTranslation();
  const { data } = useOddNow(org);
  const rows = chosen(data?.rows ?? [], "worse").filter((row) => row.severity !== "low");
  const [first] = rows;
  if (!data || !first) return null;
  return (
    <p className={styles.strip} role="note">
      <b>{t("odd.title")}</b>
      <span>
        <Link to={causesOf(first, data.period, org)}>{first.indicator}</Link> {first.text}
      </span>
      <Link to={org ? `/anomalies?org=${encodeURIComponent(org)}` : "/anomalies"}>{t("odd.all", { count: rows.length })}</Link>
    </p>
  );
}
