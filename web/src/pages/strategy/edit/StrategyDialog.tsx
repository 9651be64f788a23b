import { useMutation } from "@tanstack/react-query";
import { App, Form, Input, InputNumber, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { messageOf } from "@/api/errors";
import { useReadyStrategies, useRefresh } from "../queries";
import type { Strategy, StrategySummary } from "../types";

/** What a new strategy starts from: `copy:12`, `ready:trading`, or nothing. */
export type From = string;

interface Fields {
  name: string;
  year: number;
  vision: string;
  from: From;
}

interface Props {
  all: readonly StrategySummary[];
  from: From;
  year: number;
  onClose: () => void;
  onMade: (id: number) => void;
}

/** Make a strategy: empty, ready-made, or a copy of another year's. */
export function StrategyDialog({ all, from, year, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const ready = useReadyStrategies();
  const refresh = useRefresh();
  const make = useMutation({
    mutationFn: (fields: Fields) =>
      post<Strategy>("/api/strategies", {
        name: fields.name.trim(),
        year: fields.year,
        vision: fields.vision?.trim() || null,
        copy_of: fields.from.startsWith("copy:") ? Number(fields.from.slice(5)) : null,
        template: fields.from.startsWith("ready:") ? fields.from.slice(6) : null,
      }),
    onSuccess: async (made) => {
      await refresh();
      onMade(made.id);
    },
    onError: (error) => void message.error(messageOf(error), 6),
  });
  return (
    <Modal
      open
      title={t("strategy.new.title")}
      okText={t("strategy.new.make")}
      cancelText={t("strategy.form.cancel")}
      confirmLoading={make.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: t("strategy.new.name", { year }), year, vision: "", from }}
        onFinish={(fields) => make.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t("strategy.field.name")}
          rules={[{ required: true, whitespace: true, message: t("strategy.form.nameMissing") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="year" label={t("strategy.field.year")} rules={[{ required: true, message: t("strategy.new.yearMissing") }]}>
          <InputNumber min={1990} max={2100} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="from" label={t("strategy.new.from")}>
          <Select
            options={[
              { value: "empty", label: t("strategy.new.empty") },
              ...(ready.data ?? []).map((one) => ({ value: `ready:${one.key}`, label: t("strategy.new.ready", { name: one.name }) })),
              ...all.map((one) => ({ value: `copy:${one.id}`, label: t("strategy.new.copy", { name: one.name, year: one.year }) })),
            ]}
          />
        </Form.Item>
        <Form.Item name="vision" label={t("strategy.field.vision")} extra={t("strategy.new.visionHint")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
