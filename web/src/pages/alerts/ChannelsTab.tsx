import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { App, Button, Empty, Popconfirm, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writeMoment } from "@/lib/date";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "./alerts.module.css";
import { ChannelDialog } from "./ChannelDialog";
import { useChannels, useRemoveChannel, useTestChannel } from "./queries";
import type { AlertChannel } from "./types";

/** The ways out of the house, for administrators. */
export function ChannelsTab() {
  const { t } = useTranslation();
  const { message, notification } = App.useApp();
  const language = useLanguage();
  const { data } = useChannels(true);
  const erase = useRemoveChannel();
  const test = useTestChannel();
  const [edited, setEdited] = useState<AlertChannel | "new" | null>(null);
  if (!data) return <PageSkeleton />;
  const tryOut = (channel: AlertChannel) =>
    test.mutate(channel.id, {
      onSuccess: (tested) =>
        tested.ok
          ? void message.success(t("alerts.channel.worked", { name: channel.name, ms: tested.took_ms }))
          : notification.error({ title: t("alerts.channel.failed", { name: channel.name }), description: tested.problem }),
    });
  return (
    <>
      <div className={styles.tools}>
        <p className={styles.small}>{t("alerts.channel.lead")}</p>
        <Button icon={<PlusOutlined />} onClick={() => setEdited("new")}>
          {t("alerts.channel.new")}
        </Button>
      </div>
      {data.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("alerts.channel.none")} />
      ) : (
        <ul className={styles.sheet}>
          {data.map((one) => (
            <li key={one.id} className={styles.rule} data-channel={one.id} data-off={!one.active}>
              <div className={styles.what}>
                <button type="button" className={styles.name} onClick={() => setEdited(one)}>
                  {one.name}
                </button>
                <Tag>{t(`alerts.channelKind.${one.kind}`)}</Tag>
                {!one.active && <Tag>{t("alerts.channel.off")}</Tag>}
                <div className={styles.small}>{one.settings ? `${one.settings.host}:${one.settings.port}` : one.address}</div>
                <div className={styles.small}>
                  {t("alerts.channel.reach", { name: one.org_name ?? t("org.all") })} ·{" "}
                  {t("alerts.channel.counts", { waiting: one.waiting, failed: one.failed })}
                  {one.sent_at && ` · ${t("alerts.channel.sentAt", { time: writeMoment(one.sent_at, language) })}`}
                </div>
              </div>
              <div className={styles.actions}>
                <Button size="small" loading={test.isPending && test.variables === one.id} onClick={() => tryOut(one)}>
                  {t("alerts.channel.test")}
                </Button>
                <Popconfirm title={t("alerts.channel.removeAsk", { name: one.name })} onConfirm={() => erase.mutate(one.id)}>
                  <Button size="small" type="text" danger>
                    {t("alerts.remove")}
                  </Button>
                </Popconfirm>
              </div>
            </li>
          ))}
        </ul>
      )}
      {edited && <ChannelDialog channel={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </>
  );
}
