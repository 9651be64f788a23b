import PlusOutlined from "@ant-design/icons/PlusOutlined";
import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { Button, Empty, Input, Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { useCockpit } from "@/api/queries";
import { useSlice } from "@/figures/useSlice";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import { useLibrary } from "./definitions";
import { IndicatorRow } from "./IndicatorRow";
import { type Filters, holds, passes, perspectives } from "./library";
import { LibraryFilters } from "./LibraryFilters";
import styles from "./Library.module.css";

/** All indicators, by perspective, found by name, code, meaning or formula, and who may defines them here. */
export default function LibraryPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const { search, choose: _choose, ...slice } = useSlice();
  const { data, error, refetch } = useLibrary();
  const { data: cockpit } = useCockpit(slice);
  const query = params.get("q") ?? "";
  const perspective = params.get("perspective") ?? "";
  const of = (name: keyof Filters) => params.get(name) ?? "";
  const filters: Filters = { template: of("template"), origin: of("origin"), source: of("source"), retired: of("retired") };
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
  const inUse = data.filter((indicator) => !indicator.retired);
  const broken = inUse.filter((indicator) => indicator.broken).length;
  const lacking = inUse.filter((indicator) => !indicator.source_ready && !indicator.broken).length;
  const found = data.filter((indicator) => holds(indicator, query) && passes(indicator, filters));
  const groups = perspectives(found).filter((group) => !perspective || group.key === perspective);

  return (
    <>
      <header className={styles.head}>
        <div>
          <h1>{t("library.title")}</h1>
          <p className={styles.sources}>
            <span>{t("library.count", { count: inUse.length })}</span>
            {lacking > 0 && (
              <Button type="link" size="small" onClick={() => set("source", filters.source === "lacking" ? "" : "lacking")}>
                {t("library.lackingCount", { count: lacking })}
              </Button>
            )}
            {broken > 0 && (
              <Button type="link" size="small" danger onClick={() => set("source", filters.source === "broken" ? "" : "broken")}>
                {t("library.brokenCount", { count: broken })}
              </Button>
            )}
          </p>
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
          {data.some((indicator) => indicator.editable) && (
            <Link to="/indicators/new">
              <Button type="primary" icon={<PlusOutlined />}>
                {t("indicatorForm.new")}
              </Button>
            </Link>
          )}
        </div>
      </header>
      <div className={styles.filters}>
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
        <LibraryFilters filters={filters} retired={data.length - inUse.length} onChange={set} />
      </div>
      {groups.length === 0 && (
        <Empty className={styles.nothing} description={query ? t("library.nothing", { query }) : t("library.nothingSo")} />
      )}
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
