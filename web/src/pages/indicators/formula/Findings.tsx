import CloseCircleFilled from "@ant-design/icons/CloseCircleFilled";
import ExclamationCircleFilled from "@ant-design/icons/ExclamationCircleFilled";
import { useTranslation } from "react-i18next";
import styles from "./formula.module.css";
import type { Finding } from "./marks";

interface Props {
  findings: readonly Finding[];
  warnings: readonly string[];
  text: string;
}

/** What is wrong with a formula, where, and what to do about it. */
export function Findings({ findings, warnings, text }: Props) {
  const { t } = useTranslation();
  if (findings.length === 0 && warnings.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label={t("formulaEditor.findings")} aria-live="polite">
      {findings.map((one) => {
        const place = text.slice(one.position[0], one.position[1]);
        return (
          <li key={`${one.position.join("-")}${one.cause}`}>
            <CloseCircleFilled className={styles.bad ?? ""} />
            <span>
              {place && place !== text && <code className={styles.place}>{place}</code>} {one.cause}
              {one.remedy && <span className={styles.remedy}>{one.remedy}</span>}
            </span>
          </li>
        );
      })}
      {warnings.map((warning) => (
        <li key={warning}>
          <ExclamationCircleFilled className={styles.doubt ?? ""} />
          <span>{warning}</span>
        </li>
      ))}
    </ul>
  );
}
