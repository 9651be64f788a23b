import { Empty } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCockpit } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { useWrite } from "@/figures/useWrite";
import { writeMoment } from "@/lib/date";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import styles from "./CockpitPage.module.css";
import { CockpitSkeleton } from "./CockpitSkeleton";
import { type FirstStep, FirstSteps } from "./FirstSteps";
import { type Filter, matches } from "./filter";
import { LightFilter } from "./LightFilter";
import { PerspectiveSection } from "./PerspectiveSection";
import { useNews } from "./useNews";

/** All KPIs one may see, by perspective, moving with the business. */
export default function CockpitPage() {
  const { t } = useTranslation();
  const { language } = useWrite();
  const { choose, search, ...slice } = useSlice();
  const { data, error, isPlaceholderData, refetch } = useCockpit(slice);
  const [filter, setFilter] = useState<Filter>("all");
  const news = useNews(search, isPlaceholderData ? undefined : data);

  const steps = (data as { first_steps?: FirstStep[] } | undefined)?.first_steps ?? [];
  const cards = data?.perspectives.flatMap((perspective) => perspective.cards) ?? [];
  const shown = (data?.perspectives ?? [])
    .map((perspective) => ({ ...perspective, cards: perspective.cards.filter((card) => matches(card, filter)) }))
    .filter((perspective) => perspective.cards.length > 0);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("cockpit.title")}</h1>
          <p className={styles.asOf}>{data ? t("cockpit.asOf", { moment: writeMoment(data.as_of, language) }) : " "}</p>
        </div>
        <SliceBar slice={slice} onChange={choose} />
      </header>
      <p className="visually-hidden" aria-live="polite">
        {news}
      </p>
      {error && !data && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CockpitSkeleton />}
      {data && (
        <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={isPlaceholderData}>
          <FirstSteps steps={steps} />
          {cards.length > 0 ? (
            <LightFilter cards={cards} value={filter} onChange={setFilter} />
          ) : (
            <Empty className={styles.nothing} description={t("cockpit.nothing")} />
          )}
          {shown.map((perspective) => (
            <PerspectiveSection key={perspective.key} perspective={perspective} period={data.period} search={search} />
          ))}
        </div>
      )}
    </>
  );
}
