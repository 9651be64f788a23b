import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Indicator } from "@/api/types";
import { Panel } from "@/figures/Panel";
import { useWrite } from "@/figures/useWrite";
import styles from "./IndicatorPage.module.css";

interface Props {
  indicator: Indicator;
  linkTo: (code: string) => string;
}

export function DefinitionPanel({ indicator, linkTo }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const small: [label: string, text: string][] = [
    [t("indicator.direction"), t(`direction.${indicator.direction}`)],
    [t("indicator.frequency"), t(`period.${indicator.frequency}`, { defaultValue: indicator.frequency })],
    [t("indicator.unit"), t(`unitName.${indicator.unit}`, { defaultValue: indicator.unit })],
    [t("indicator.owner"), indicator.owner ?? t("indicator.noOwner")],
  ];
  const figure = (value: string) => write.text(value, indicator.unit, { decimals: indicator.decimals });
  if (indicator.usual) small.push([t("indicatorForm.usual"), [figure(indicator.usual), indicator.usual_source].filter(Boolean).join(" · ")]);
  if (indicator.tolerance) small.push([t("indicatorForm.tolerance"), `± ${figure(indicator.tolerance)}`]);
  if (indicator.limits) small.push([t("direction.range"), indicator.limits.map(figure).join(" – ")]);
  return (
    <Panel
      title={t("indicator.definition")}
      extra={indicator.source_ready ? null : <Tag color="warning">{t("indicator.noSource")}</Tag>}
    >
      <p>{indicator.meaning}</p>
      <dl className={styles.definition}>
        <dt>{t("indicator.formulaWords")}</dt>
        <dd>{indicator.formula_words}</dd>
        <dt>{t("indicator.formula")}</dt>
        <dd>
          <code className={styles.formula}>{indicator.formula}</code>
        </dd>
      </dl>
      <dl className={`${styles.definition} ${styles.facts}`}>
        {small.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <dl className={styles.definition}>
        <dt>{t("indicator.facts")}</dt>
        <dd>{indicator.facts.map((fact) => fact.label).join(t("list.comma"))}</dd>
        {indicator.references.length > 0 && (
          <>
            <dt>{t("indicator.references")}</dt>
            <dd>
              {indicator.references.map((other, i) => (
                <span key={other.name}>
                  {i > 0 && t("list.comma")}
                  <Link to={linkTo(other.name)}>{other.label}</Link>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
