import { Empty, Segmented, Select, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useIndicator } from "@/api/queries";
import { Panel } from "@/figures/Panel";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { useWrite } from "@/figures/useWrite";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { IndicatorHead } from "../IndicatorHead";
import styles from "./Alike.module.css";
import { type Among, useAlike } from "./queries";
import { Ranking } from "./Ranking";

/** Units of one kind and level, or persons of one position, compared like with like. */
export default function AlikePage() {
  const { t } = useTranslation();
  const write = useWrite();
  const { code = "" } = useParams();
  const { choose, search, ...slice } = useSlice();
  const [among, setAmong] = useState<Among>("units");
  const [group, setGroup] = useState<string | null>(null);
  const { data: indicator, error, refetch } = useIndicator(code);
  const alike = useAlike(code, slice, among, group);
  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!indicator) return <PageSkeleton />;
  const found = alike.data;
  return (
    <>
      <IndicatorHead indicator={indicator} search={search} current="alike">
        <SliceBar slice={slice} onChange={choose}>
          <Segmented<Among>
            aria-label={t("alike.among")}
            value={among}
            onChange={(chosen) => {
              setAmong(chosen);
              setGroup(null);
            }}
            options={(["units", "persons"] as const).map((value) => ({ value, label: t(`alike.who.${value}`) }))}
          />
          {found && found.groups.length > 0 && (
            <Select<string>
              aria-label={t("alike.group")}
              className={styles.group ?? ""}
              value={found.group ?? ""}
              onChange={setGroup}
              options={found.groups.map((one) => ({
                value: one.key,
                label: t("alike.groupOf", { label: one.label, known: one.known, count: one.count }),
              }))}
            />
          )}
        </SliceBar>
      </IndicatorHead>
      <Panel title={t("alike.title")}>
        {alike.error && !found && <FailedToLoad error={alike.error} onRetry={() => void alike.refetch()} />}
        {!found && !alike.error && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
        {found && (
          <div className={alike.isPlaceholderData ? styles.stale : undefined}>
            <p className={styles.note}>
              {t(found.measure === "per_head" ? "alike.aboutPerHead" : "alike.about")}{" "}
              {found.middle !== null && t("alike.middle", { middle: write.text(found.middle, found.unit, { compact: true, decimals: found.decimals }) })}
            </p>
            {found.rows.length === 0 ? (
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("alike.nobody")} />
            ) : (
              <Ranking found={found} />
            )}
            {found.left_out.length > 0 && (
              <details className={styles.left} open={found.left_out.length < 6}>
                <summary>{t("alike.leftOut", { count: found.left_out.length })}</summary>
                <ul>
                  {found.left_out.map((one) => (
                    <li key={one.key}>
                      {one.name} <span>{one.reason}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        )}
      </Panel>
    </>
  );
}
