import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Strategy } from "../types";
import styles from "./edit.module.css";
import { inTurn } from "./inTurn";
import type { Values } from "./merge";
import type { Stored, Writes } from "./useWrites";

interface ThemeRow {
  id?: number;
  name: string;
}

interface Fields {
  name: string;
  vision: string;
  themes: ThemeRow[];
}

interface Props {
  strategy: Strategy;
  writes: Writes;
  onClose: () => void;
}

const stored = (one: object) => one as unknown as Stored & Values;

/** Name, vision and themes of a strategy. */
export function AboutDialog({ strategy, writes, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [base] = useState(strategy);
  const save = async ({ name, vision, themes }: Fields) => {
    setBusy(true);
    const kept = new Set(themes.map((one) => one.id));
    const gone = base.themes.filter((theme) => !kept.has(theme.id));
    const well = await inTurn([
      () => writes.change(stored(base), { name: name.trim(), vision: vision.trim() }),
      ...gone.map((theme) => () => writes.erase("themes", theme, theme.name)),
      ...themes.map((row, sequence) => () => {
        const before = base.themes.find((one) => one.id === row.id);
        return writes.save("themes", before ? stored(before) : null, { name: row.name.trim(), sequence }, row.name);
      }),
    ]);
    setBusy(false);
    if (well) onClose();
  };
  const missing = { required: true, whitespace: true, message: t("strategy.form.nameMissing") };
  return (
    <Modal
      open
      title={t("strategy.form.about")}
      okText={t("strategy.form.save")}
      cancelText={t("strategy.form.cancel")}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: base.name,
          vision: base.vision ?? "",
          themes: base.themes.map(({ id, name }) => ({ id, name })),
        }}
        onFinish={(fields) => void save(fields)}
      >
        <Form.Item name="name" label={t("strategy.field.name")} rules={[missing]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="vision" label={t("strategy.field.vision")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <Form.Item label={t("strategy.themes")}>
          <Form.List name="themes">
            {(fields, { add, remove }) => (
              <div className={styles.themes}>
                {fields.map((field) => (
                  <div key={field.key} style={{ display: "flex", gap: 8 }}>
                    <Form.Item name={[field.name, "id"]} hidden noStyle>
                      <Input />
                    </Form.Item>
                    <Form.Item name={[field.name, "name"]} rules={[missing]} style={{ flex: 1, margin: 0 }}>
                      <Input maxLength={200} aria-label={t("strategy.field.theme")} />
                    </Form.Item>
                    <Button icon={<DeleteOutlined />} aria-label={t("strategy.form.remove")} onClick={() => remove(field.name)} />
                  </div>
                ))}
                <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ name: "" })}>
                  {t("strategy.form.addTheme")}
                </Button>
              </div>
            )}
          </Form.List>
        </Form.Item>
      </Form>
    </Modal>
  );
}
