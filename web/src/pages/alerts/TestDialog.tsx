import { Alert, App, Button, Modal, Spin } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import styles from "./alerts.module.css";
import { useTestRule } from "./queries";
import type { AlertRule } from "./types";

/** What a rule would find now and whom it would tell. */
export function TestDialog({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const write = useWrite();
  const { mutate, data, isPending, isError } = useTestRule();
  useEffect(() => mutate({ id: rule.id, send: false }), [mutate, rule.id]);
  const send = () =>
    mutate(
      { id: rule.id, send: true },
      { onSuccess: (tested) => void message.success(t("alerts.tested.sent", { count: tested.sent })) },
    );
  const met = data?.rows.filter((row) => row.meets) ?? [];
  const rest = data?.rows.filter((row) => !row.meets) ?? [];
  return (
    <Modal
      open
      title={t("alerts.tested.title", { name: rule.name })}
      onCancel={onClose}
      footer={[
        <Button key="send" disabled={met.length === 0} loading={isPending && data !== undefined} onClick={send}>
          {t("alerts.tested.send")}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t("alerts.tested.close")}
        </Button>,
      ]}
      width={640}
    >
      {!data && !isError && <Spin />}
      {data && (
        <div className={styles.tested}>
          {data.problem && <Alert type="warning" showIcon title={data.problem} />}
          <p>{t("alerts.tested.found", { looked: data.looked, found: data.found })}</p>
          <ul className={styles.met}>
            {met.map((row) => (
              <li key={row.indicator}>
                <b>{row.title}</b>
                <div>{row.text}</div>
              </li>
            ))}
          </ul>
          {rest.length > 0 && (
            <details>
              <summary>{t("alerts.tested.rest", { count: rest.length })}</summary>
              <ul className={styles.rest}>
                {rest.map((row) => (
                  <li key={row.indicator}>
                    <span>{row.name}</span>
                    <span className="figures">
                      {write.text(row.value, row.unit, { decimals: row.decimals, compact: true })}
                      {row.target !== null && ` / ${write.text(row.target, row.unit, { decimals: row.decimals, compact: true })}`}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <p className={styles.small}>
            {data.recipients.length > 0
              ? t("alerts.tested.tells", { people: data.recipients.join(t("alerts.and")) })
              : t("alerts.tested.tellsNobody")}
            {data.kept_from > 0 && ` ${t("alerts.tested.keptFrom", { count: data.kept_from })}`}
          </p>
        </div>
      )}
    </Modal>
  );
}
