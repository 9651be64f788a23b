import { DownloadOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Empty, Segmented, Skeleton } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { download } from "@/api/client";
import { messageOf } from "@/api/errors";
import { useNarrow } from "@/app/shell/useNarrow";
import { useTitle } from "@/app/useTitle";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { ColumnChooser } from "./list/ColumnChooser";
import { FilterBar } from "./list/FilterBar";
import { ListCards } from "./list/ListCards";
import styles from "./list/list.module.css";
import { ListTable } from "./list/ListTable";
import { useListState } from "./list/useListState";
import { ViewMenu } from "./list/ViewMenu";
import { documentPath, useList, usePage, useViews } from "./queries";
import type { Page, Search } from "./types";
import { useKeys } from "./useKeys";

/** The list of any document page, drawn from its description. */
export default function ListPage() {
  const { page: name = "" } = useParams();
  const { data: page, error, refetch } = usePage(name);
  if (error && !page) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!page) return <Skeleton active paragraph={{ rows: 10 }} />;
  return <DocumentList key={page.page} page={page} />;
}

function DocumentList({ page }: { page: Page }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const narrow = useNarrow();
  const [state, change] = useListState();
  const [current, setCurrent] = useState(-1);
  const navigate = useNavigate();
  useDefaultView(page.page, state, change);

  const tab = page.list.tabs.find((one) => one.key === state.tab);
  const usual = page.list.columns.filter((column) => column.shown !== false).map((column) => column.name);
  const chosen = state.columns ?? usual;
  const columns = chosen
    .map((name) => page.list.columns.find((column) => column.name === name))
    .filter((column) => column !== undefined);
  const sort = state.sort ?? page.list.sort;
  // The state is wanted even where its column is hidden: cards show it.
  const wanted = [...new Set([...columns.map((column) => column.name), ...(page.form.status ? [page.form.status] : [])])];
  const search: Search = {
    q: state.q,
    filters: [...(tab?.filters ?? []), ...state.filters],
    sort,
    offset: (state.page - 1) * state.size,
    limit: state.size,
    columns: wanted,
  };
  const { data, error, isFetching, isPlaceholderData, refetch } = useList(page, search);
  const narrowed = state.q !== "" || state.tab !== "" || state.filters.length > 0;

  const exportAll = async () => {
    try {
      await download(
        documentPath(page.page, "/export.xlsx"),
        {
          q: state.q,
          filters: JSON.stringify(search.filters),
          sort: JSON.stringify(sort),
          columns: columns.map((column) => column.name).join(","),
        },
        `${page.label}.xlsx`,
      );
    } catch (failed) {
      message.error(messageOf(failed));
    }
  };

  const empty = (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(narrowed ? "documents.nothingFound" : "documents.none", { name: page.label })}>
      {narrowed ? (
        <Button onClick={() => change({ q: "", tab: "", filters: [] })}>{t("documents.showAll")}</Button>
      ) : (
        page.access.create && (
          <Link to={`/documents/${page.page}/new`}>
            <Button type="primary">{t("documents.createFirst")}</Button>
          </Link>
        )
      )}
    </Empty>
  );
  const common = { page, columns, result: data, loading: isPlaceholderData || (isFetching && !data), number: state.page, size: state.size, empty };
  const rows = data?.rows ?? [];
  const go = (by: number) => setCurrent((now) => Math.min(Math.max(now + by, 0), rows.length - 1));
  useTitle(page.label);
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    Enter: () => {
      const row = rows[current];
      if (row) void navigate(`/documents/${page.page}/${row.id}`);
    },
    "/": () => window.document.querySelector<HTMLInputElement>("input[data-search], [data-search] input")?.focus(),
    n: () => {
      if (page.access.create) void navigate(`/documents/${page.page}/new`);
    },
  });
  const turn = (number: number, size: number) => change({ page: size === state.size ? number : 1, size });

  return (
    <>
      <header className={styles.head}>
        <h1>{page.label}</h1>
        <div className={styles.actions}>
          <ViewMenu
            page={page.page}
            current={{ filters: search.filters, sort, columns: chosen, q: state.q }}
            onOpen={(view) => change({ q: view.q ?? "", tab: "", filters: view.filters, sort: view.sort, columns: view.columns })}
          />
          <ColumnChooser columns={page.list.columns} chosen={chosen} onChange={(names) => change({ columns: names, page: state.page })} />
          <Button icon={<DownloadOutlined />} aria-label={t("documents.export")} onClick={() => void exportAll()}>
            {narrow ? null : t("documents.export")}
          </Button>
          {page.access.create && (
            <Link to={`/documents/${page.page}/new`}>
              <Button type="primary" icon={<PlusOutlined />}>
                {t("documents.create")}
              </Button>
            </Link>
          )}
        </div>
      </header>
      {page.list.tabs.length > 0 && (
        <div className={styles.tabs}>
          <Segmented
            value={state.tab}
            options={[{ value: "", label: t("documents.all") }, ...page.list.tabs.map((one) => ({ value: one.key, label: one.label }))]}
            onChange={(key) => change({ tab: String(key) })}
          />
        </div>
      )}
      <FilterBar page={page} q={state.q} conditions={state.filters} onSearch={(q) => change({ q })} onConditions={(filters) => change({ filters })} />
      {error && !data ? (
        <FailedToLoad error={error} onRetry={() => void refetch()} />
      ) : narrow ? (
        <ListCards {...common} onPage={turn} />
      ) : (
        <div className={styles.sheet}>
          <ListTable {...common} current={current} sort={sort} onSort={(keys) => change({ sort: keys.length ? keys : null })} onPage={turn} />
        </div>
      )}
    </>
  );
}

/** Open the person's own first view when the list is entered without any state in its address. */
function useDefaultView(page: string, state: ReturnType<typeof useListState>[0], change: ReturnType<typeof useListState>[1]) {
  const { data: views } = useViews(page);
  const done = useRef(false);
  useEffect(() => {
    if (!views || done.current) return;
    done.current = true;
    const first = views.find((view) => view.default);
    const fresh = !state.q && !state.tab && !state.sort && !state.columns && state.filters.length === 0;
    if (first && fresh) change({ q: first.q ?? "", filters: first.filters, sort: first.sort, columns: first.columns });
  }, [views, state, change]);
}
