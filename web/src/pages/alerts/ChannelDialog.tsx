import { App, Form, Input, InputNumber, Modal, Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import OrgPicker from "@/figures/OrgPicker";
import styles from "./alerts.module.css";
import { useSaveChannel } from "./queries";
import { type AlertChannel, CHANNEL_KINDS, type ChannelKind, type ChannelWrite } from "./types";

interface Fields {
  name: string;
  kind: ChannelKind;
  url?: string;
  secret?: string;
  host?: string;
  port?: number;
  security?: "none" | "starttls" | "tls";
  username?: string;
  sender?: string;
  language: "zh_CN" | "en";
  org?: string | null;
  active: boolean;
}

function initial(channel: AlertChannel | null): Partial<Fields> {
  if (!channel) return { kind: "wecom", language: "zh_CN", active: true, port: 587, security: "starttls", org: null };
  const { name, kind, language, org, active, settings } = channel;
  return { name, kind, language, org, active, ...settings };
}

function writeOf(fields: Fields): ChannelWrite {
  const { host = "", port = 587, security = "starttls", username = "", sender = "" } = fields;
  return {
    name: fields.name,
    kind: fields.kind,
    url: fields.url?.trim() || null,
    // An empty field means "as it is": the server never tells the secret.
    secret: fields.secret || null,
    settings: fields.kind === "smtp" ? { host, port, security, username, sender } : null,
    language: fields.language,
    org: fields.org ?? null,
    active: fields.active,
  };
}

/** Set up a channel; address and secret are written, never shown again. */
export function ChannelDialog({ channel, onClose }: { channel: AlertChannel | null; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const save = useSaveChannel();
  const kind = Form.useWatch("kind", form) ?? channel?.kind ?? "wecom";
  const mail = kind === "smtp";
  const need = (field: string) => [{ required: true, whitespace: true, message: t("alerts.channel.missing", { field: t(`alerts.channel.${field}`) }) }];
  const finish = (fields: Fields) =>
    save.mutate(
      { channel, values: writeOf({ ...fields, org: (form.getFieldValue("org") as string | null) ?? null }) },
      {
        onSuccess: () => {
          void message.success(t("alerts.channel.saved"));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      width={560}
      title={t(channel ? "alerts.channel.edit" : "alerts.channel.new")}
      okText={t("alerts.form.save")}
      onOk={form.submit}
      confirmLoading={save.isPending}
      onCancel={onClose}
    >
      <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial(channel)} onFinish={finish}>
        <Form.Item name="kind" label={t("alerts.channel.kind")}>
          <Select disabled={channel !== null} options={CHANNEL_KINDS.map((value) => ({ value, label: t(`alerts.channelKind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="name" label={t("alerts.channel.name")} rules={need("name")}>
          <Input maxLength={80} />
        </Form.Item>
        {mail ? (
          <>
            <div className={styles.pair}>
              <Form.Item name="host" label={t("alerts.channel.host")} rules={need("host")}>
                <Input placeholder="smtp.example.com" />
              </Form.Item>
              <Form.Item name="port" label={t("alerts.channel.port")}>
                <InputNumber min={1} max={65535} precision={0} />
              </Form.Item>
            </div>
            <Form.Item name="security" label={t("alerts.channel.security")}>
              <Segmented options={(["starttls", "tls", "none"] as const).map((value) => ({ value, label: t(`alerts.channel.securities.${value}`) }))} />
            </Form.Item>
            <Form.Item name="sender" label={t("alerts.channel.sender")} rules={need("sender")}>
              <Input placeholder="baton@example.com" />
            </Form.Item>
            <Form.Item name="username" label={t("alerts.channel.username")}>
              <Input autoComplete="off" />
            </Form.Item>
          </>
        ) : (
          <Form.Item
            name="url"
            label={t("alerts.channel.url")}
            extra={channel ? t("alerts.channel.urlKept", { address: channel.address }) : t(`alerts.channel.urlHint.${kind}`)}
            rules={channel ? [] : need("url")}
          >
            <Input autoComplete="off" placeholder={channel?.address || "https://"} />
          </Form.Item>
        )}
        {kind !== "wecom" && (
          <Form.Item name="secret" label={t(mail ? "alerts.channel.password" : "alerts.channel.secret")} extra={channel?.has_secret ? t("alerts.channel.secretKept") : undefined}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        )}
        <Form.Item name="org" hidden noStyle>
          <Input />
        </Form.Item>
        {!mail && (
          <div className={styles.pair}>
            <Form.Item label={t("alerts.channel.figures")} extra={t("alerts.channel.figuresHint")} shouldUpdate={(before, after) => before.org !== after.org}>
              {() => <OrgPicker org={(form.getFieldValue("org") as string | null) ?? null} onChange={(org) => form.setFieldValue("org", org)} />}
            </Form.Item>
            <Form.Item name="language" label={t("shell.language")}>
              <Segmented options={[{ value: "zh_CN", label: t("shell.languageZh") }, { value: "en", label: "English" }]} />
            </Form.Item>
          </div>
        )}
        <Form.Item name="active" label={t("alerts.channel.active")} valuePropName="checked">
          <Switch size="small" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
