import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post, remove } from "@/api/client";
import { messageOf } from "@/api/errors";
import type { MadeScreenLink, ScreenSummary } from "@/api/types";
import { parseMoment, wallTime } from "@/lib/zone";
import styles from "./gallery.module.css";
import { useLinks } from "./queries";

const time = (value: string) => wallTime(parseMoment(value)).slice(0, 16).replace("T", " ");

/** The links that show a screen without a log-in: made, listed, revoked. */
export function LinksDialog({ screen, onClose }: { screen: ScreenSummary | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ name: string }>();
  const [made, setMade] = useState<string | null>(null);
  const id = screen?.id ?? null;
  const links = useLinks(id);
  const failed = (error: unknown) => void message.error(messageOf(error));
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["screen-links", id] });
    void client.invalidateQueries({ queryKey: ["screens"] });
  };
  const make = useMutation({
    mutationFn: (name: string) => post<MadeScreenLink>(`/api/screens/${id}/links`, { name }),
    onSuccess: (link) => {
      setMade(`${location.origin}/kiosk#${link.token}`);
      form.resetFields();
      refresh();
    },
    onError: failed,
  });
  const revoke = useMutation({
    mutationFn: (link: number) => remove<void>(`/api/screens/${id}/links/${link}`),
    onSuccess: refresh,
    onError: failed,
  });
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal open={screen !== null} title={t("screens.kiosk.title", { name: screen?.name ?? "" })} footer={null} onCancel={close} destroyOnHidden>
      <p className={styles.small}>{t("screens.kiosk.lead")}</p>
      <Form form={form} layout="inline" className={styles.made} onFinish={({ name }) => make.mutate(name)}>
        <Form.Item name="name" label={t("screens.kiosk.name")} rules={[{ required: true, whitespace: true, message: "" }]}>
          <Input placeholder={t("screens.kiosk.nameHint")} maxLength={80} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t("screens.kiosk.make")}
        </Button>
      </Form>
      {made && (
        <Alert
          className={styles.made}
          type="success"
          title={t("screens.kiosk.made")}
          description={
            <div className={styles.link}>
              <Input readOnly value={made} aria-label={t("screens.links")} onFocus={(event) => event.target.select()} />
              <Button onClick={() => void navigator.clipboard.writeText(made).then(() => message.success(t("screens.kiosk.copied")), failed)}>
                {t("screens.kiosk.copyLink")}
              </Button>
              <Button href={made} target="_blank">
                {t("screens.kiosk.open")}
              </Button>
            </div>
          }
        />
      )}
      <ul className={styles.links}>
        {(links.data ?? []).map((link) => (
          <li key={link.id} className={link.revoked_at ? styles.over : ""}>
            <div>
              <div>{link.name}</div>
              <div className={styles.small}>
                {t("screens.kiosk.madeBy", { name: link.maker, time: time(link.made_at) })} ·{" "}
                {link.used_at ? t("screens.kiosk.used", { time: time(link.used_at) }) : t("screens.kiosk.never")}
              </div>
            </div>
            {link.revoked_at ? (
              <span className={styles.small}>{t("screens.kiosk.revoked")}</span>
            ) : (
              <Popconfirm title={t("screens.kiosk.revokeAsk")} onConfirm={() => revoke.mutate(link.id)}>
                <Button danger size="small">
                  {t("screens.kiosk.revoke")}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
