import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Empty, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useTitle } from "@/app/useTitle";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { PageSkeleton } from "@/pages/system/PageSkeleton";
import styles from "./alerts.module.css";
import { ChannelsTab } from "./ChannelsTab";
import { LogTab } from "./LogTab";
import { useChoices, useRules } from "./queries";
import { RuleDialog } from "./RuleDialog";
import { RuleRow } from "./RuleRow";
import { TestDialog } from "./TestDialog";
import type { AlertRule } from "./types";

/** Alert rules with their log, and for administrators the channels out of the house. */
export default function AlertsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const rules = useRules();
  const choices = useChoices();
  const [edited, setEdited] = useState<AlertRule | "new" | null>(null);
  const [tried, setTried] = useState<AlertRule | null>(null);
  useTitle(t("alerts.title"));
  if (rules.error) return <FailedToLoad error={rules.error} onRetry={() => void rules.refetch()} />;
  if (!rules.data || !choices.data) return <PageSkeleton />;
  const tab = params.get("tab") ?? "rules";
  const go = (key: string, rule?: number) => setParams(rule ? { tab: key, rule: String(rule) } : { tab: key }, { replace: true });
  const list =
    rules.data.length === 0 ? (
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("alerts.none")}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited("new")}>
          {t("alerts.new")}
        </Button>
      </Empty>
    ) : (
      <ul className={styles.sheet}>
        {rules.data.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            channels={choices.data.channels}
            onEdit={() => setEdited(rule)}
            onTest={() => setTried(rule)}
            onLog={() => go("log", rule.id)}
          />
        ))}
      </ul>
    );
  const items = [
    { key: "rules", label: t("alerts.rules"), children: list },
    {
      key: "log",
      label: t("alerts.log"),
      children: <LogTab rules={rules.data} rule={Number(params.get("rule")) || null} onRule={(rule) => go("log", rule ?? undefined)} />,
    },
    ...(choices.data.may_edit_channels ? [{ key: "channels", label: t("alerts.channels"), children: <ChannelsTab /> }] : []),
  ];
  return (
    <div>
      <header className={styles.head}>
        <div>
          <h1>{t("alerts.title")}</h1>
          <p>{t("alerts.lead")}</p>
        </div>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited("new")}>
          {t("alerts.new")}
        </Button>
      </header>
      <Tabs activeKey={tab} onChange={(key) => go(key)} items={items} destroyOnHidden />
      {edited && <RuleDialog rule={edited === "new" ? null : edited} choices={choices.data} onClose={() => setEdited(null)} />}
      {tried && <TestDialog rule={tried} onClose={() => setTried(null)} />}
    </div>
  );
}
