import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./Causes.module.css";

interface Props {
  code: string;
  search: string;
  current: "overview" | "causes" | "alike" | "versions";
}

/** The views of an indicator: where it stands, why, and how it came to be defined so. */
export function IndicatorTabs({ code, search, current }: Props) {
  const { t } = useTranslation();
  const base = `/indicators/${encodeURIComponent(code)}`;
  const tabs = [
    ["overview", `${base}${search}`],
    ["causes", `${base}/causes${search}`],
    ["alike", `${base}/alike${search}`],
    ["versions", `${base}/versions${search}`],
  ] as const;
  return (
    <nav className={styles.tabs} aria-label={t("causes.views")}>
      {tabs.map(([name, to]) => (
        <Link key={name} to={to} aria-current={name === current ? "page" : undefined}>
          {t(`causes.tab.${name}`)}
        </Link>
      ))}
    </nav>
  );
}
