import { App, Checkbox, Form, Input, InputNumber, Modal, Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import OrgPicker from "@/figures/OrgPicker";
import styles from "./alerts.module.css";
import { PeoplePicker } from "./PeoplePicker";
import { useSaveRule } from "./queries";
import { formOf, FRESH, type RuleForm, writeOf } from "./rule";
import { SubjectFields } from "./SubjectFields";
import { type AlertChoices, type AlertRule, GRAINS, KINDS, LIGHTS } from "./types";

interface Props {
  rule: AlertRule | null;
  choices: AlertChoices;
  onClose: () => void;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Make or change a rule. */
export function RuleDialog({ rule, choices, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<RuleForm>();
  const save = useSaveRule();
  const kind = Form.useWatch("kind", form) ?? rule?.kind ?? "light";
  const quiet = Form.useWatch("quiet", form) ?? true;
  const person = rule?.person ?? null;
  const finish = () =>
    // What is not on the page for this condition keeps what it had.
    save.mutate(
      { rule, values: writeOf({ ...(rule ? formOf(rule) : FRESH), ...(form.getFieldsValue() as RuleForm) }, person) },
      {
        onSuccess: () => {
          void message.success(t("alerts.saved"));
          onClose();
        },
      },
    );
  const options = <T extends string>(keys: readonly T[], prefix: string) => keys.map((value) => ({ value, label: t(`${prefix}.${value as string}`) }));
  return (
    <Modal
      open
      width={680}
      title={t(rule ? "alerts.form.edit" : "alerts.form.new")}
      okText={t("alerts.form.save")}
      onOk={form.submit}
      confirmLoading={save.isPending}
      onCancel={onClose}
    >
      <Form<RuleForm> form={form} layout="vertical" initialValues={rule ? formOf(rule) : FRESH} onFinish={finish} requiredMark={false}>
        <Form.Item name="name" label={t("alerts.form.name")} rules={[{ required: true, whitespace: true, message: t("alerts.form.nameMissing") }]}>
          <Input maxLength={120} placeholder={t("alerts.form.nameHint")} />
        </Form.Item>
        <Form.Item name="kind" label={t("alerts.form.kind")} extra={t(`alerts.form.kindHint.${kind}`)}>
          <Select options={options(KINDS, "alerts.kind")} />
        </Form.Item>
        {kind === "light" && (
          <Form.Item name="lights" label={t("alerts.form.lights")} rules={[{ required: true, message: t("alerts.form.lightsMissing") }]}>
            <Checkbox.Group options={options(LIGHTS, "alerts.turns")} />
          </Form.Item>
        )}
        {(kind === "pace" || kind === "target") && (
          <Form.Item name="threshold" label={t(`alerts.form.threshold.${kind}`)}>
            <InputNumber min={10} max={150} precision={0} suffix="%" />
          </Form.Item>
        )}
        {kind === "no_data" && (
          <Form.Item name="days" label={t("alerts.form.days")}>
            <InputNumber min={1} max={365} precision={0} />
          </Form.Item>
        )}
        <SubjectFields />
        <div className={styles.pair}>
          {person ? (
            <Form.Item label={t("alerts.form.place")}>
              <Input value={rule?.place ?? ""} disabled />
            </Form.Item>
          ) : (
            <Form.Item label={t("alerts.form.place")} shouldUpdate={(before, after) => before.org !== after.org}>
              {() => <OrgPicker org={(form.getFieldValue("org") as string | null) ?? null} onChange={(org) => form.setFieldValue("org", org)} />}
            </Form.Item>
          )}
          <Form.Item name="org" hidden noStyle>
            <Input />
          </Form.Item>
          <Form.Item name="grain" label={t("alerts.form.grain")}>
            <Segmented options={options(GRAINS, "alerts.grain")} />
          </Form.Item>
        </div>
        <Form.Item label={t("alerts.form.recipients")} className={styles.recipients}>
          <Form.Item name="me" valuePropName="checked" noStyle>
            <Checkbox>{rule && !rule.mine ? rule.owner.name : t("alerts.me")}</Checkbox>
          </Form.Item>
          {choices.may_address && (
            <Form.Item name="heads" valuePropName="checked" noStyle>
              <Checkbox>{t("alerts.form.heads")}</Checkbox>
            </Form.Item>
          )}
        </Form.Item>
        {choices.may_address && (
          <div className={styles.pair}>
            <Form.Item name="people" label={t("alerts.form.people")}>
              <PeoplePicker />
            </Form.Item>
            <Form.Item name="roles" label={t("alerts.form.roles")} extra={t("alerts.form.rights")}>
              <Select mode="multiple" allowClear options={choices.roles.map((one) => ({ value: one.key, label: one.name }))} />
            </Form.Item>
          </div>
        )}
        <Form.Item name="channels" label={t("alerts.form.channels")} extra={choices.channels.length === 0 ? t("alerts.form.noChannels") : undefined}>
          <Select
            mode="multiple"
            allowClear
            disabled={choices.channels.length === 0}
            placeholder={t("alerts.form.inAppOnly")}
            options={choices.channels.map((one) => ({ value: one.id, label: `${one.name} (${t(`alerts.channelKind.${one.kind}`)})` }))}
          />
        </Form.Item>
        <div className={styles.pair}>
          <Form.Item label={t("alerts.form.quiet")} extra={t("alerts.form.quietHint")}>
            <div className={styles.quiet}>
              <Form.Item name="quiet" valuePropName="checked" noStyle>
                <Switch size="small" aria-label={t("alerts.form.quiet")} />
              </Form.Item>
              {(["quietFrom", "quietTo"] as const).map((name) => (
                <Form.Item key={name} name={name} noStyle rules={[{ pattern: TIME, message: t("alerts.form.time") }]}>
                  <Input aria-label={t(`alerts.form.${name}`)} disabled={!quiet} maxLength={5} />
                </Form.Item>
              ))}
            </div>
          </Form.Item>
          <Form.Item name="remind" label={t("alerts.form.remind")} extra={t("alerts.form.remindHint")}>
            <InputNumber min={1} max={365} precision={0} placeholder={t("alerts.form.never")} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
