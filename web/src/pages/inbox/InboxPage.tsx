import { Button, Empty, Pagination, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useTitle } from "@/app/useTitle";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "./inbox.module.css";
import { MessageItem } from "./MessageItem";
import { PAGE, useInbox, useRead } from "./useInbox";

/** Everything the person was told. */
export default function InboxPage() {
  const { t } = useTranslation();
  const [unread, setUnread] = useState(false);
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useInbox(page, unread);
  const read = useRead();
  useTitle(t("inbox.title"));
  if (error && !data) return <FailedToLoad error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t("inbox.title")}</h1>
        <Link to="/alerts">{t("inbox.rules")}</Link>
      </header>
      <div className={styles.tools}>
        <Segmented
          value={unread ? "unread" : "all"}
          onChange={(value) => {
            setUnread(value === "unread");
            setPage(1);
          }}
          options={[
            { value: "all", label: t("inbox.everything") },
            { value: "unread", label: `${t("inbox.unread")} ${data.unread}` },
          ]}
        />
        <Button disabled={data.unread === 0} loading={read.isPending} onClick={() => read.mutate(null)}>
          {t("inbox.readAll")}
        </Button>
      </div>
      {data.rows.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(unread ? "inbox.allRead" : "inbox.none")} />
      ) : (
        <ul className={`${styles.list} ${styles.sheet}`}>
          {data.rows.map((message) => (
            <MessageItem key={message.id} message={message} onOpen={() => !message.read_at && read.mutate(message.id)} />
          ))}
        </ul>
      )}
      <Pagination current={page} pageSize={PAGE} total={data.total} onChange={setPage} hideOnSinglePage showSizeChanger={false} align="end" />
    </div>
  );
}
