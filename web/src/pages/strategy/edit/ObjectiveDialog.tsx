import { Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Objective, PERSPECTIVES, type PerspectiveKey, type Strategy } from "../types";
import { EmployeePicker, type Ref } from "./EmployeePicker";
import styles from "./edit.module.css";
import type { Values } from "./merge";
import { UnitPicker } from "./UnitPicker";
import type { Writes } from "./useWrites";

interface Fields {
  name: string;
  description: string | null;
  perspective: PerspectiveKey;
  theme: number | null;
  owner: Ref | null;
  owner_unit: Ref | null;
}

interface Props {
  strategy: Strategy;
  /** Null makes a new one. */
  objective: Objective | null;
  perspective?: PerspectiveKey | undefined;
  writes: Writes;
  onClose: () => void;
}

/** Make an objective or change what it says; closed only when it is kept. */
export function ObjectiveDialog({ strategy, objective, perspective, writes, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  // What was opened is what is compared with, also when somebody else changes it meanwhile.
  const [base] = useState(objective);
  const initial: Fields = {
    name: base?.name ?? "",
    description: base?.description ?? null,
    perspective: base?.perspective ?? perspective ?? "finance",
    theme: base?.theme ?? null,
    owner: base?.owner ?? null,
    owner_unit: base?.owner_unit ?? null,
  };
  const save = async (fields: Fields) => {
    setBusy(true);
    const values = { ...initial, ...fields, name: fields.name.trim() } as unknown as Values;
    const kept = await writes.save("objectives", base as unknown as (Values & { id: number; stamp: string }) | null, values, fields.name);
    setBusy(false);
    if (kept) onClose();
  };
  return (
    <Modal
      open
      title={t(base ? "strategy.form.editObjective" : "strategy.form.newObjective")}
      okText={t("strategy.form.save")}
      cancelText={t("strategy.form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Fields> form={form} layout="vertical" initialValues={initial} onFinish={(fields) => void save(fields)} requiredMark={false}>
        <Form.Item
          name="name"
          label={t("strategy.field.name")}
          rules={[{ required: true, whitespace: true, message: t("strategy.form.nameMissing") }]}
        >
          <Input autoFocus maxLength={200} placeholder={t("strategy.form.nameHint")} />
        </Form.Item>
        <Form.Item name="description" label={t("strategy.field.description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} placeholder={t("strategy.form.descriptionHint")} />
        </Form.Item>
        <div className={styles.two}>
          <Form.Item name="perspective" label={t("strategy.field.perspective")}>
            <Select options={PERSPECTIVES.map((value) => ({ value, label: t(`strategy.perspective.${value}`) }))} />
          </Form.Item>
          <Form.Item name="theme" label={t("strategy.field.theme")}>
            <Select
              allowClear
              placeholder={t("strategy.form.noTheme")}
              options={strategy.themes.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Form.Item name="owner" label={t("strategy.field.owner")}>
            <EmployeePicker />
          </Form.Item>
          <Form.Item name="owner_unit" label={t("strategy.field.owner_unit")}>
            <UnitPicker />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
