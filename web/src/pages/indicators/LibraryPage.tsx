import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { Empty, Input, Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useCockpit, useIndicators } from "@/api/queries";
import { useSlice } from "@/figures/useSlice";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { IndicatorRow } from "./IndicatorRow";
import { holds, perspectives } from "./library";
import styles from "./Library.module.css";

/** All indicators, by perspective, found by name, code, meaning or formula. */
export default function LibraryPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const { search, choose: _choose, ...slice } = useSlice();
  const { data, error, refetch } = useIndicators();
  const { data: cockpit } = useCockpit(slice);
  const query = params.get("q") ?? "";
  const perspective = params.get("perspective") ?? "";
  const cards = useMemo(
    () => new Map(cockpit?.perspectives.flatMap((one) => one.cards).map((card) => [card.code, card])),
    [cockpit],
  );

  const set = (name: string, value: string) =>
    setParams(
      (current) => {
        const changed = new URLSearchParams(current);
        if (value) changed.set(name, value);
        else changed.delete(name);
        return changed;
      },
      { replace: true },
    );

  if (error) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const found = data.filter((indicator) => holds(indicator, query));
  const groups = perspectives(found).filter((group) => !perspective || group.key === perspective);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("library.title")}</h1>
          <p className={styles.lead}>{t("library.count", { count: data.length })}</p>
        </div>
        <div className={styles.tools}>
          <Input
            className={styles.search}
            prefix={<SearchOutlined />}
            allowClear
            aria-label={t("library.search")}
            placeholder={t("library.search")}
            defaultValue={query}
            onChange={(event) => set("q", event.target.value)}
          />
          <div className={styles.scroll}>
            <Segmented
              aria-label={t("library.perspective")}
              value={perspective}
              onChange={(value) => set("perspective", value)}
              options={[
                { value: "", label: t("cockpit.all") },
                ...perspectives(data).map(({ key, name }) => ({ value: key, label: name })),
              ]}
            />
          </div>
        </div>
      </header>
      {groups.length === 0 && <Empty className={styles.nothing} description={t("library.nothing", { query })} />}
      {groups.map((group) => (
        <section key={group.key} className={styles.group} aria-label={group.name}>
          <h2>{group.name}</h2>
          <ul className={styles.list}>
            {group.indicators.map((indicator) => (
              <IndicatorRow key={indicator.code} indicator={indicator} card={cards.get(indicator.code)} search={search} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
