import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Input, Modal, Radio, Select, Spin } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useIndicators } from "@/api/queries";
import { useDebounced } from "@/meta/fields/useDebounced";
import { parseAmount, readWeights } from "./amount";
import { HolderPicker } from "./HolderPicker";
import { PlanPreview } from "./PlanPreview";
import { plan, TARGETS } from "./queries";
import styles from "./targets.module.css";
import type { HolderOption, HolderRef, PlanRequest } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

interface Props {
  open: boolean;
  year: number;
  grain: "month" | "quarter" | "year";
  holder: HolderRef | null;
  indicators: string[];
  holders: readonly HolderOption[];
  onClose: () => void;
}

const BASES = ["growth", "forecast", "budget", "total"] as const;
const PROFILES = ["last_year", "even", "own"] as const;
const writable = (one: HolderOption) => one.writable;

/** A fraction typed in per cent; nothing for an empty or a wrong text. */
const fraction = (text: string): string | null => {
  const read = parseAmount(text, "ratio");
  return read.ok ? read.value : null;
};

/** Work out a year's targets by last year, forecast, budget or a total; seen first, then set. */
export function PlanDialog({ open, year, grain, holder: first, indicators: chosen, holders, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const { data: known } = useIndicators();
  const [holder, setHolder] = useState(first);
  const [indicators, setIndicators] = useState(chosen);
  const [basis, setBasis] = useState<(typeof BASES)[number]>("growth");
  const [growth, setGrowth] = useState("10");
  const [sum, setSum] = useState("");
  const [profile, setProfile] = useState<(typeof PROFILES)[number]>("last_year");
  const [weights, setWeights] = useState("");
  const [threshold, setThreshold] = useState("10");
  const [stretch, setStretch] = useState("10");
  const [reason, setReason] = useState("");

  const unit = known?.find((one) => one.code === indicators[0])?.unit ?? "none";
  const periods = { month: 12, quarter: 4, year: 1 }[grain];
  const body = useMemo((): PlanRequest | null => {
    if (!holder || indicators.length === 0) return null;
    const read = parseAmount(sum, unit);
    const total = read.ok ? read.value : null;
    const rate = fraction(growth);
    const own = readWeights(weights, periods);
    if ((basis === "total" && total === null) || (basis === "growth" && rate === null) || (profile === "own" && own === null)) return null;
    return {
      indicators,
      holder,
      year,
      grain,
      basis,
      total: basis === "total" ? total : null,
      growth: basis === "growth" && rate !== null ? rate : "0",
      profile: profile === "own" ? (own ?? "even") : profile,
      threshold_rate: fraction(threshold),
      stretch_rate: fraction(stretch),
    };
  }, [holder, indicators, year, grain, basis, sum, growth, profile, weights, threshold, stretch, unit, periods]);
  const asked = useDebounced(body, 350);
  const preview = useQuery({
    queryKey: [TARGETS, "plan", asked],
    queryFn: () => (asked ? plan(asked) : Promise.reject(new Error())),
    enabled: open && asked !== null,
    gcTime: 0,
  });
  const apply = useMutation({
    mutationFn: () => confirmed((sure) => plan({ ...(body as PlanRequest), apply: true, confirmed: sure, reason: reason.trim() || null })),
    onSuccess: (done) => {
      void message.success(t("targets.plan.done", { count: done.written }));
      void client.invalidateQueries({ queryKey: [TARGETS] });
      onClose();
    },
    onError: (error) => error instanceof Declined || void message.error(messageOf(error)),
  });
  const ready = body !== null && body === asked && preview.data !== undefined && preview.data.cells.length > 0;

  return (
    <Modal
      open={open}
      width={1080}
      title={t("targets.plan.title", { year })}
      okText={t("targets.plan.apply", { count: preview.data?.cells.length ?? 0 })}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={apply.isPending}
      onOk={() => apply.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <div className={styles.wizard}>
        <Form layout="vertical" className={styles.wizardForm}>
          <Form.Item label={t("targets.holder")}>
            <HolderPicker holders={holders} value={holder} usable={writable} placeholder={t("targets.plan.whose")} onChange={setHolder} />
          </Form.Item>
          <Form.Item label={t("targets.indicator")}>
            <Select
              mode="multiple"
              maxTagCount="responsive"
              value={indicators}
              placeholder={t("targets.plan.which")}
              showSearch={{ optionFilterProp: "search" }}
              options={(known ?? []).map(({ code, name }) => ({ value: code, label: name, search: `${name} ${code}` }))}
              onChange={setIndicators}
            />
          </Form.Item>
          <Form.Item label={t("targets.plan.basis")}>
            <Radio.Group value={basis} onChange={(event) => setBasis(event.target.value as typeof basis)} options={BASES.map((value) => ({ value, label: t(`targets.plan.by.${value}`) }))} />
          </Form.Item>
          {basis === "growth" && (
            <Form.Item label={t("targets.plan.growth")} validateStatus={fraction(growth) === null ? "error" : ""}>
              <Input suffix="%" value={growth} onChange={(event) => setGrowth(event.target.value)} />
            </Form.Item>
          )}
          {basis === "total" && (
            <Form.Item label={t("targets.plan.total")} validateStatus={sum && !parseAmount(sum, unit).ok ? "error" : ""} extra={indicators.length > 1 ? t("targets.plan.totalEach") : undefined}>
              <Input value={sum} suffix={unit === "ratio" ? "%" : undefined} placeholder={t("targets.plan.totalHint")} onChange={(event) => setSum(event.target.value)} />
            </Form.Item>
          )}
          {(basis === "growth" || basis === "total") && grain !== "year" && (
            <Form.Item label={t("targets.plan.profile")} validateStatus={profile === "own" && weights && !readWeights(weights, periods) ? "error" : ""}>
              <Select value={profile} options={PROFILES.map((value) => ({ value, label: t(`targets.plan.season.${value}`) }))} onChange={setProfile} />
              {profile === "own" && <Input.TextArea className={styles.gap} autoSize value={weights} placeholder={t("targets.profile.hint", { count: periods })} onChange={(event) => setWeights(event.target.value)} />}
            </Form.Item>
          )}
          <div className={styles.pair}>
            <Form.Item label={t("targets.plan.threshold")}>
              <Input suffix="%" value={threshold} onChange={(event) => setThreshold(event.target.value)} />
            </Form.Item>
            <Form.Item label={t("targets.plan.stretch")}>
              <Input suffix="%" value={stretch} onChange={(event) => setStretch(event.target.value)} />
            </Form.Item>
          </div>
          <Form.Item label={t("targets.reason")}>
            <Input value={reason} maxLength={200} placeholder={t("targets.reasonHint")} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
        </Form>
        <div className={styles.wizardMain}>
          {body === null ? (
            <p className={styles.faint}>{t("targets.plan.fill")}</p>
          ) : preview.error ? (
            <Alert type="error" title={messageOf(preview.error)} />
          ) : (
            <Spin spinning={preview.isFetching} delay={300}>
              {preview.data && <PlanPreview planned={preview.data} />}
            </Spin>
          )}
        </div>
      </div>
    </Modal>
  );
}
