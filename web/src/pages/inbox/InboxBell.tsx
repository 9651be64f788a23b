import BellOutlined from "@ant-design/icons/BellOutlined";
import { Badge, Button, Drawer, Empty } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./inbox.module.css";
import { MessageItem } from "./MessageItem";
import { useInbox, useRead, useUnread } from "./useInbox";

const SHOWN = 15;

/** The bell in the header: how many messages are new, and the newest of them. */
export function InboxBell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const unread = useUnread();
  const { data } = useInbox(1, false, SHOWN, open);
  const read = useRead();
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99} offset={[-6, 8]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={unread > 0 ? t("inbox.bell", { count: unread }) : t("inbox.title")}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={400}
        title={t("inbox.title")}
        styles={{ body: { padding: 0 } }}
        extra={
          <Button size="small" type="link" disabled={unread === 0} loading={read.isPending} onClick={() => read.mutate(null)}>
            {t("inbox.readAll")}
          </Button>
        }
        footer={
          <Link to="/inbox" onClick={() => setOpen(false)}>
            {t("inbox.all")}
          </Link>
        }
      >
        {data?.rows.length === 0 && <Empty className={styles.empty ?? ""} image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("inbox.none")} />}
        <ul className={styles.list}>
          {(data?.rows ?? []).map((message) => (
            <MessageItem
              key={message.id}
              message={message}
              onOpen={() => {
                setOpen(false);
                if (!message.read_at) read.mutate(message.id);
              }}
            />
          ))}
        </ul>
      </Drawer>
    </>
  );
}
