import { DatePicker, Form, Input, Modal, Select, Slider } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Initiative, Strategy } from "../types";
import { EmployeePicker, type Ref } from "./EmployeePicker";
import styles from "./edit.module.css";
import type { Values } from "./merge";
import { UnitPicker } from "./UnitPicker";
import type { Writes } from "./useWrites";
import { fractionOf, percentOf } from "./weights";

const STATES = ["planned", "running", "done", "stopped"] as const;

interface Fields {
  name: string;
  description: string | null;
  objective: number | null;
  owner: Ref | null;
  unit: Ref | null;
  dates: [dayjs.Dayjs | null, dayjs.Dayjs | null] | null;
  progress: number;
  state: Initiative["state"];
}

interface Props {
  strategy: Strategy;
  initiative: Initiative | null;
  objective?: number | undefined;
  writes: Writes;
  onClose: () => void;
}

const day = (text: string | null | undefined) => (text ? dayjs(text) : null);
const iso = (value: dayjs.Dayjs | null | undefined) => value?.format("YYYY-MM-DD") ?? null;

/** Make an initiative or change it. */
export function InitiativeDialog({ strategy, initiative, objective, writes, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [base] = useState(initiative);
  const save = async (fields: Fields) => {
    setBusy(true);
    const { dates, progress, ...rest } = fields;
    const values: Values = {
      ...rest,
      name: fields.name.trim(),
      objective: fields.objective ?? null,
      start_date: iso(dates?.[0]),
      end_date: iso(dates?.[1]),
      progress: fractionOf(String(progress)),
    };
    const kept = await writes.save(
      "initiatives",
      base as unknown as (Values & { id: number; stamp: string }) | null,
      values,
      fields.name,
    );
    setBusy(false);
    if (kept) onClose();
  };
  return (
    <Modal
      open
      title={t(base ? "strategy.form.editInitiative" : "strategy.form.newInitiative")}
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
        onFinish={(fields) => void save(fields)}
        initialValues={{
          name: base?.name ?? "",
          description: base?.description ?? null,
          objective: base ? base.objective : (objective ?? null),
          owner: base?.owner ?? null,
          unit: base?.unit ?? null,
          dates: base ? [day(base.start_date), day(base.end_date)] : null,
          progress: Number(percentOf(base?.progress ?? "0")),
          state: base?.state ?? "planned",
        }}
      >
        <Form.Item
          name="name"
          label={t("strategy.field.name")}
          rules={[{ required: true, whitespace: true, message: t("strategy.form.nameMissing") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="objective" label={t("strategy.field.objective")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={strategy.objectives.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Form.Item>
        <div className={styles.two}>
          <Form.Item name="owner" label={t("strategy.field.owner")}>
            <EmployeePicker />
          </Form.Item>
          <Form.Item name="unit" label={t("strategy.field.unit")}>
            <UnitPicker />
          </Form.Item>
          <Form.Item name="dates" label={t("strategy.form.dates")}>
            <DatePicker.RangePicker style={{ width: "100%" }} allowEmpty={[true, true]} />
          </Form.Item>
          <Form.Item name="state" label={t("strategy.field.state")}>
            <Select options={STATES.map((value) => ({ value, label: t(`strategy.initiative.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="progress" label={t("strategy.field.progress")}>
          <Slider step={5} marks={{ 0: "0%", 50: "50%", 100: "100%" }} tooltip={{ formatter: (value) => `${value}%` }} />
        </Form.Item>
        <Form.Item name="description" label={t("strategy.field.description")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
