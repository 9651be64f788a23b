import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Indicator } from "@/api/types";
import { IndicatorTabs } from "./causes/IndicatorTabs";
import styles from "./IndicatorPage.module.css";
import { IndicatorTools } from "./IndicatorTools";

interface Props {
  indicator: Indicator;
  search: string;
  current: "overview" | "causes" | "alike";
  /** What is chosen on this view: period, unit, comparison … */
  children: ReactNode;
}

/** The top of both views of an indicator: where one is, its name, the other view, what to choose. */
export function IndicatorHead({ indicator, search, current, children }: Props) {
  const { t } = useTranslation();
  return (
    <header className={styles.head}>
      <div>
        <nav className={styles.path} aria-label={t("indicator.path")}>
          <Link to={`/cockpit${search}`}>{t("cockpit.title")}</Link>
          <span aria-hidden="true">/</span>
          <Link to={`/indicators?perspective=${indicator.perspective}`}>{indicator.perspective_name}</Link>
        </nav>
        <h1>
          {indicator.name} <code className={styles.code}>{indicator.code}</code> <IndicatorTools indicator={indicator} />
        </h1>
        <IndicatorTabs code={indicator.code} search={search} current={current} />
      </div>
      {children}
    </header>
  );
}
