import { Empty, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useTitle } from "@/app/useTitle";
import { today } from "@/lib/period";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "./checkup.module.css";
import { FindingItem } from "./FindingItem";
import { type Choice, chosen, SEVERITIES, type Severity, subjects, type Test, toneOf } from "./findings";
import { useCheckup } from "./queries";
import { ScoreRing } from "./ScoreRing";

/** How many findings stand on the page before the rest is asked for. */
const SHOWN = 30;

/** The goodness check: are the indicators and targets measurable, relevant, achievable, balanced, complete, stable? */
export default function CheckupPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const now = Number(today().slice(0, 4));
  const year = Number(params.get("year")) || now;
  const choice: Choice = {
    test: params.get("test") as Test | null,
    severity: params.get("severity") as Severity | null,
    subject: params.get("subject"),
  };
  const [all, setAll] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useCheckup(year);
  useTitle(t("checkup.title"));
  const set = (name: string, value: string | null) => {
    setAll(false);
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };

  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const names = new Map(data.summary.map((one) => [one.test, one.name]));
  const found = chosen(data.findings, choice);
  const shown = all ? found : found.slice(0, SHOWN);
  const about = subjects(data.findings);
  const kinds = [...new Set(about.map((one) => one.kind))];

  return (
    <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={isPlaceholderData}>
      <header className={styles.head}>
        <div>
          <h1>{t("checkup.title")}</h1>
          <p>{t("checkup.lead")}</p>
        </div>
        <Select<number>
          aria-label={t("checkup.year")}
          value={year}
          onChange={(value) => set("year", String(value))}
          options={[now + 1, now, now - 1, now - 2].map((value) => ({ value, label: t("checkup.yearName", { year: value }) }))}
        />
      </header>
      <section className={styles.top}>
        <div className={styles.whole}>
          <ScoreRing score={data.score} />
          <p>{t(`checkup.verdict.${toneOf(data.score)}`)}</p>
        </div>
        <div className={styles.tests} role="group" aria-label={t("checkup.tests")}>
          {data.summary.map((one) => (
            <button
              key={one.test}
              type="button"
              className={styles.tile}
              data-test={one.test}
              aria-pressed={choice.test === one.test}
              onClick={() => set("test", choice.test === one.test ? null : one.test)}
            >
              <span className={styles.tileHead}>
                <b>{one.name}</b>
                <span className={`figures ${styles[toneOf(one.score)]}`}>{one.score}</span>
              </span>
              <span className={styles.meter} aria-hidden="true">
                <i className={styles[toneOf(one.score)]} style={{ width: `${one.score}%` }} />
              </span>
              <small>{t(`checkup.question.${one.test}`)}</small>
              <small className={styles.count}>
                {one.findings === 0 ? t("checkup.clean") : t("checkup.findings", { count: one.findings })}
              </small>
            </button>
          ))}
        </div>
      </section>
      <div className={styles.filters}>
        <div className={styles.chips} role="group" aria-label={t("checkup.severity")}>
          {SEVERITIES.map((severity) => {
            const count = chosen(data.findings, { ...choice, severity }).length;
            return (
              <button
                key={severity}
                type="button"
                className={`${styles.chip} ${styles[severity]}`}
                aria-pressed={choice.severity === severity}
                onClick={() => set("severity", choice.severity === severity ? null : severity)}
              >
                {t(`checkup.${severity}`)} <b className="figures">{count}</b>
              </button>
            );
          })}
        </div>
        <Select<string | null>
          className={styles.subject}
          aria-label={t("checkup.subject")}
          placeholder={t("checkup.subject")}
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          value={choice.subject}
          onChange={(value) => set("subject", value ?? null)}
          options={kinds.map((kind) => ({
            label: t(`checkup.kind.${kind}`),
            title: kind,
            options: about.filter((one) => one.kind === kind).map(({ value, label, count }) => ({ value, label: `${label} (${count})` })),
          }))}
        />
      </div>
      {found.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={t(data.findings.length === 0 ? "checkup.well" : "checkup.noneChosen")}
        />
      ) : (
        <ul className={`${styles.list} ${styles.sheet}`}>
          {shown.map((one) => (
            <FindingItem key={`${one.test} ${one.subject.key} ${one.text}`} finding={one} test={names.get(one.test) ?? one.test} />
          ))}
        </ul>
      )}
      {shown.length < found.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t("checkup.more", { count: found.length - shown.length })}
        </button>
      )}
    </div>
  );
}
