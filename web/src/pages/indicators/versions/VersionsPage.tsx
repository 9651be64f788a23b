import { Alert, Button, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Version } from "@/api/types";
import { useTitle } from "@/app/useTitle";
import { Panel } from "@/figures/Panel";
import { useSlice } from "@/figures/useSlice";
import { useWrite } from "@/figures/useWrite";
import { writeDate, writeMoment } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { IndicatorTabs } from "../causes/IndicatorTabs";
import { useLibrary, useVersions } from "../definitions";
import page from "../IndicatorPage.module.css";
import { IndicatorTools } from "../IndicatorTools";
import { Changes } from "./Changes";
import styles from "./versions.module.css";

/** All versions of an indicator: who made them, why, when they held, and what they changed. */
export default function VersionsPage() {
  const { t } = useTranslation();
  const { code = "" } = useParams();
  const { language } = useWrite();
  const { search } = useSlice();
  const { data, error, refetch } = useVersions(code);
  const { data: library } = useLibrary();
  const known = library?.find((one) => one.code === code);
  const newest = data?.[0];
  const name = known?.name ?? (language === "en" ? newest?.en : newest?.zh) ?? code;
  useTitle(`${name} · ${t("versions.title")}`);

  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  // The day before the next one in force ends a version; of those in no order of days the newest counts.
  const until = (version: Version) => {
    const from = version.effective_from ?? "";
    return data
      .filter((one) => one.number > version.number && (one.effective_from ?? "") >= from)
      .map((one) => one.effective_from ?? "")
      .toSorted()[0];
  };
  return (
    <>
      <header className={page.head}>
        <div>
          <nav className={page.path} aria-label={t("indicator.path")}>
            <Link to="/indicators">{t("library.title")}</Link>
          </nav>
          <h1>
            {name} <code className={page.code}>{code}</code>
          </h1>
          <IndicatorTabs code={code} search={search} current="versions" />
        </div>
        {known && <IndicatorTools indicator={known} />}
      </header>
      {known?.broken && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 14 }}
          title={known.broken}
          action={
            known.editable && (
              <Link to={`/indicators/${encodeURIComponent(code)}/edit`}>
                <Button size="small">{t("versions.repair")}</Button>
              </Link>
            )
          }
        />
      )}
      <Panel title={t("versions.title")}>
        <ol className={styles.list}>
          {data.map((version) => (
            <li key={version.number} className={`${styles.version} ${version.in_force ? styles.current : ""}`}>
              <div className={styles.head}>
                <b>{version.number === 0 ? t("versions.shipped") : t("versions.number", { number: version.number })}</b>
                {version.in_force && <Tag color="success">{t("versions.inForce")}</Tag>}
                {version.retired && <Tag>{t("library.retired")}</Tag>}
                <span className={styles.meta}>
                  {version.author}
                  {version.made_at && ` · ${writeMoment(version.made_at, language)}`}
                  {" · "}
                  {t("versions.holds", {
                    from: version.effective_from ? writeDate(version.effective_from, language) : t("versions.always"),
                    until: until(version) ? writeDate(until(version) ?? "", language) : t("versions.open"),
                  })}
                </span>
              </div>
              {version.reason && <p className={styles.reason}>{version.reason}</p>}
              {version === data.at(-1) ? <code className={page.formula}>{version.formula}</code> : <Changes version={version} />}
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}
