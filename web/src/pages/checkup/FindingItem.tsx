import ExclamationCircleFilled from "@ant-design/icons/ExclamationCircleFilled";
import InfoCircleFilled from "@ant-design/icons/InfoCircleFilled";
import WarningFilled from "@ant-design/icons/WarningFilled";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import type { CheckupFinding } from "@/api/gen";
import styles from "./checkup.module.css";
import type { Severity } from "./findings";

const ICONS: Record<Severity, ComponentType> = {
  serious: ExclamationCircleFilled,
  warning: WarningFilled,
  hint: InfoCircleFilled,
};

interface Props {
  finding: CheckupFinding;
  test: string;
}

/** One finding: what is wrong, what to do, and the way there. */
export function FindingItem({ finding, test }: Props) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const Icon = ICONS[finding.severity];
  const here = finding.open === pathname;
  return (
    <li className={`${styles.finding} ${styles[finding.severity]}`} data-finding={finding.test}>
      <span className={styles.icon} title={t(`checkup.${finding.severity}`)}>
        <Icon />
        <span className="visually-hidden">{t(`checkup.${finding.severity}`)}</span>
      </span>
      <div className={styles.text}>
        <p>{finding.text}</p>
        <p className={styles.remedy}>{finding.remedy}</p>
      </div>
      <span className={styles.test}>{test}</span>
      {!here && (
        <Link className={styles.go} to={finding.open}>
          {t("checkup.go")}
        </Link>
      )}
    </li>
  );
}
