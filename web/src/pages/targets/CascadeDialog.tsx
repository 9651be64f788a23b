import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal, Radio, Select, Spin } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useIndicators } from "@/api/queries";
import { writePeriod } from "@/lib/date";
import { useWrite } from "@/figures/useWrite";
import { useDebounced } from "@/meta/fields/useDebounced";
import { CascadePreview } from "./CascadePreview";
import { type CascadeForm, orderOf, usableRows } from "./cascadeForm";
import { HolderPicker } from "./HolderPicker";
import { cascade, TARGETS, useGrid } from "./queries";
import { Takers } from "./Takers";
import styles from "./targets.module.css";
import type { Grain, HolderOption, HolderRef } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

interface Props {
  open: boolean;
  year: number;
  grain: Grain;
  holder: HolderRef | null;
  indicators: string[];
  periods: string[];
  holders: readonly HolderOption[];
  onClose: () => void;
}

const METHODS = ["split", "copy", "contribute", "share"] as const;
const BASES = ["last_year", "headcount", "share", "manual"] as const;
const TO = ["units", "persons", "chosen"] as const;
const notAPerson = (one: HolderOption) => one.kind !== "person";

/** Hand targets down: what, how, to whom; seen with its proof first, then done. */
export function CascadeDialog({ open, year, grain, holder: first, indicators: chosen, periods: some, holders, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { language } = useWrite();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const { data: known } = useIndicators();
  const [form, setForm] = useState<CascadeForm>({
    holder: first,
    indicators: chosen,
    periods: some,
    method: null,
    basis: "last_year",
    to: "units",
    takers: [],
    buffer: "0",
    other: null,
    factor: "1",
    reason: "",
  });
  const set = (part: Partial<CascadeForm>) => setForm((now) => ({ ...now, ...part }));
  const source = useGrid({ year, grain, indicator: null, holder: form.holder, below: false }, open && form.holder !== null);
  const rows = useMemo(() => (form.holder ? (source.data?.rows ?? []).filter((row) => Object.keys(row.cells).length > 0) : []), [form.holder, source.data]);
  const { method, used, left, parents } = useMemo(() => usableRows(rows, form), [rows, form]);
  const body = useMemo(() => orderOf(form, method, parents), [form, method, parents]);
  const asked = useDebounced(body, 350);
  const preview = useQuery({
    queryKey: [TARGETS, "cascade", asked],
    queryFn: () => (asked ? cascade(asked) : Promise.reject(new Error())),
    enabled: open && asked !== null,
    gcTime: 0,
  });
  const apply = useMutation({
    mutationFn: () => confirmed((sure) => cascade({ ...body!, apply: true, confirmed: sure, reason: form.reason.trim() || null })),
    onSuccess: (done) => {
      void message.success(t("targets.cascade.done", { count: done.written }));
      void client.invalidateQueries({ queryKey: [TARGETS] });
      onClose();
    },
    onError: (error) => error instanceof Declined || void message.error(messageOf(error)),
  });
  const ready = body !== null && body === asked && (preview.data?.cells.length ?? 0) > 0;
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))].sort();

  return (
    <Modal
      open={open}
      width={1120}
      title={t("targets.cascade.title", { year })}
      okText={t("targets.cascade.apply", { count: preview.data?.cells.length ?? 0 })}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={apply.isPending}
      onOk={() => apply.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className={styles.wizard}>
        <Form layout="vertical" className={styles.wizardForm}>
          <Form.Item label={t("targets.cascade.from")}>
            <HolderPicker holders={holders} value={form.holder} usable={notAPerson} placeholder={t("targets.cascade.fromHint")} onChange={(holder) => set({ holder, indicators: [], periods: [], takers: [] })} />
          </Form.Item>
          <Form.Item label={t("targets.indicator")}>
            <Select mode="multiple" maxTagCount="responsive" loading={source.isFetching} value={form.indicators} placeholder={t("targets.cascade.all", { count: rows.length })} options={rows.map((row) => ({ value: row.indicator, label: row.name }))} onChange={(indicators) => set({ indicators })} />
          </Form.Item>
          <Form.Item label={t("targets.period")}>
            <Select mode="multiple" maxTagCount="responsive" value={form.periods} placeholder={t("targets.cascade.allPeriods", { count: labels.length })} options={labels.map((value) => ({ value, label: writePeriod(value, language) }))} onChange={(periods) => set({ periods })} />
          </Form.Item>
          <Form.Item label={t("targets.cascade.method")} extra={t(`targets.method.${method}.about`)}>
            <Radio.Group optionType="button" value={method} onChange={(event) => set({ method: event.target.value as CascadeForm["method"] })} options={METHODS.map((value) => ({ value, label: t(`targets.method.${value}.name`) }))} />
          </Form.Item>
          {method === "split" && (
            <div className={styles.pair}>
              <Form.Item label={t("targets.cascade.basis")}>
                <Select value={form.basis} options={BASES.map((value) => ({ value, label: t(`targets.cascade.by.${value}`), disabled: value === "manual" && parents.length !== 1 }))} onChange={(basis) => set({ basis, to: basis === "manual" ? "chosen" : form.to })} />
              </Form.Item>
              <Form.Item label={t("targets.cascade.buffer")} tooltip={t("targets.cascade.bufferHint")}>
                <Input suffix="%" value={form.buffer} onChange={(event) => set({ buffer: event.target.value })} />
              </Form.Item>
            </div>
          )}
          {method === "contribute" && (
            <div className={styles.pair}>
              <Form.Item label={t("targets.cascade.other")}>
                <Select value={form.other} showSearch={{ optionFilterProp: "label" }} popupMatchSelectWidth={260} options={(known ?? []).map(({ code, name }) => ({ value: code, label: name }))} onChange={(other) => set({ other })} />
              </Form.Item>
              <Form.Item label={t("targets.cascade.factor")} tooltip={t("targets.cascade.factorHint")}>
                <Input value={form.factor} onChange={(event) => set({ factor: event.target.value })} />
              </Form.Item>
            </div>
          )}
          <Form.Item label={t("targets.cascade.to")}>
            <Radio.Group value={form.to} onChange={(event) => set({ to: event.target.value as CascadeForm["to"] })} options={TO.map((value) => ({ value, label: t(`targets.cascade.toWhom.${value}`), disabled: value !== "chosen" && form.basis === "manual" && method === "split" }))} />
            {form.to === "chosen" && (
              <Takers
                holders={holders}
                from={form.holder}
                takers={form.takers}
                amounts={method === "split" && form.basis === "manual"}
                shares={method === "share" || (method === "split" && form.basis === "share")}
                unit={used[0]?.unit ?? "none"}
                onChange={(takers) => set({ takers })}
              />
            )}
          </Form.Item>
          <Form.Item label={t("targets.reason")}>
            <Input value={form.reason} maxLength={200} placeholder={t("targets.reasonHint")} onChange={(event) => set({ reason: event.target.value })} />
          </Form.Item>
        </Form>
        <div className={styles.wizardMain}>
          {left.length > 0 && <Alert type="info" className={styles.notes ?? ""} title={t("targets.cascade.left", { count: left.length, names: left.map((row) => row.name).join(", ") })} />}
          {body === null ? (
            <p className={styles.faint}>{t(form.holder && source.data && rows.length === 0 ? "targets.cascade.nothing" : "targets.cascade.fill")}</p>
          ) : preview.error ? (
            <Alert type="error" title={messageOf(preview.error)} />
          ) : (
            <Spin spinning={preview.isFetching} delay={300}>{preview.data && <CascadePreview cascaded={preview.data} />}</Spin>
          )}
        </div>
      </div>
    </Modal>
  );
}
