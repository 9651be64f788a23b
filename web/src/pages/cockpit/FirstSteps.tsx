import { CheckCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./FirstSteps.module.css";

export interface FirstStep {
  key: string;
  label: string;
  hint: string;
  /** The app's route, or `/erp` for the whole ERP in a tab of its own. */
  route: string;
  done: boolean;
}

/** What to do first in a company without business, for whoever sets it up. */
export function FirstSteps({ steps }: { steps: FirstStep[] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <section className={styles.box} aria-labelledby="first-steps">
      <h2 id="first-steps">{t("cockpit.firstSteps")}</h2>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.key} data-step={step.key} data-done={step.done}>
            {step.route === "/erp" ? (
              <a href="/erp/" target="_blank" rel="noreferrer">
                {step.label}
              </a>
            ) : (
              <Link to={step.route}>{step.label}</Link>
            )}
            {step.done && <CheckCircleFilled className={styles.done} aria-label={t("cockpit.stepDone")} />}
            <p>{step.hint}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
