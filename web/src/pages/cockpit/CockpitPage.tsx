import { LayoutOutlined } from "@ant-design/icons";
import { Button, Empty, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCockpit } from "@/api/queries";
import { SliceBar } from "@/figures/SliceBar";
import { useSlice } from "@/figures/useSlice";
import { useWrite } from "@/figures/useWrite";
import { writeMoment } from "@/lib/date";
import { OddStrip } from "@/pages/anomalies/OddStrip";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { everything, groupsOf } from "./arrange/arrange";
import { useArrangement } from "./arrange/queries";
import { CardSection } from "./CardSection";
import styles from "./CockpitPage.module.css";
import { CockpitSkeleton } from "./CockpitSkeleton";
import { type FirstStep, FirstSteps } from "./FirstSteps";
import { type Filter, hasFigure, matches } from "./filter";
import { LightFilter } from "./LightFilter";
import { useNews } from "./useNews";
import { useOutlooks } from "./useOutlooks";
import { useRule } from "./useRule";

// Arranging is done now and then: its code comes when it is wanted.
const Arranging = lazy(() => import("./arrange/Arranging"));

/** The KPIs as one has arranged them, or all there are, moving with the business. */
export default function CockpitPage() {
  const { t } = useTranslation();
  const { language } = useWrite();
  const { choose, search, ...slice } = useSlice();
  const { data, error, isPlaceholderData, refetch } = useCockpit(slice);
  const [filter, setFilter] = useState<Filter>("all");
  const news = useNews(search, isPlaceholderData ? undefined : data);

  const arrangement = useArrangement();
  const [address, setAddress] = useSearchParams();
  const [arranging, setArranging] = useState(false);
  const all = address.get("show") === "all" || arrangement.isError;
  const showAll = (chosen: boolean) =>
    setAddress((now) => {
      const next = new URLSearchParams(now);
      if (chosen) next.set("show", "all");
      else next.delete("show");
      return next;
    });

  const steps = (data as { first_steps?: FirstStep[] } | undefined)?.first_steps ?? [];
  const layout = arrangement.data;
  const groups = !data || (!layout && !all) ? undefined : groupsOf(data, all || !layout ? everything(data) : layout);
  const cards = (groups ?? []).flatMap((group) => group.placed.map(({ card }) => card));
  const shown = (groups ?? [])
    .map((group) => ({ ...group, placed: group.placed.filter(({ card }) => matches(card, filter)) }))
    .filter((group) => group.placed.length > 0);

  const outlooks = useOutlooks(slice, isPlaceholderData ? [] : cards.filter(hasFigure).map((card) => card.code));
  const rule = useRule(data?.lights);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("cockpit.title")}</h1>
          <p className={styles.asOf}>{data ? t("cockpit.asOf", { moment: writeMoment(data.as_of, language) }) : " "}</p>
          {data?.org === null && data.org_name !== null && <p className={styles.asOf}>{t("org.ownWhy")}</p>}
        </div>
        <SliceBar slice={slice} onChange={choose}>
          <Button icon={<LayoutOutlined />} disabled={!layout || !data || arranging} onClick={() => setArranging(true)}>
            {t("arrange.title")}
          </Button>
        </SliceBar>
      </header>
      <p className="visually-hidden" aria-live="polite">
        {news}
      </p>
      {error && !data && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!groups && !error && <CockpitSkeleton />}
      {data && layout && arranging && (
        <Suspense fallback={<CockpitSkeleton />}>
          <Arranging cockpit={data} layout={layout} onEnd={() => setArranging(false)} />
        </Suspense>
      )}
      {data && groups && !arranging && (
        <div className={isPlaceholderData ? styles.stale : undefined} aria-busy={isPlaceholderData}>
          <FirstSteps steps={steps} />
          <div className={styles.tools}>
            <Segmented
              aria-label={t("arrange.which")}
              value={all}
              onChange={showAll}
              options={[
                { value: false, label: t("arrange.mine"), disabled: !layout },
                { value: true, label: t("arrange.all") },
              ]}
            />
            {cards.length > 0 && <LightFilter cards={cards} value={filter} onChange={setFilter} />}
          </div>
          <OddStrip org={slice.org} />
          {cards.length === 0 && <Empty className={styles.nothing} description={t("cockpit.nothing")} />}
          {shown.map((group) => (
            <CardSection key={group.key} group={group} period={data.period} search={search} outlooks={outlooks} rule={rule} />
          ))}
        </div>
      )}
    </>
  );
}
