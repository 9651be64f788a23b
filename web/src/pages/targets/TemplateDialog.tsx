import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Form, Modal, Select, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { CascadePreview } from "./CascadePreview";
import { fromTemplate, TARGETS } from "./queries";
import styles from "./targets.module.css";
import type { HolderOption } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

interface Props {
  open: boolean;
  year: number;
  holders: readonly HolderOption[];
  onClose: () => void;
}

/** Give the targets of a position to everybody who holds it. */
export function TemplateDialog({ open, year, holders, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const [position, setPosition] = useState<string | null>(null);
  const [units, setUnits] = useState<string[]>([]);
  const body = { position: position ?? "", year, units: units.length ? units : null };
  const preview = useQuery({
    queryKey: [TARGETS, "template", body],
    queryFn: () => fromTemplate(body),
    enabled: open && position !== null,
    gcTime: 0,
  });
  const apply = useMutation({
    mutationFn: () => confirmed((sure) => fromTemplate({ ...body, apply: true, confirmed: sure })),
    onSuccess: (done) => {
      void message.success(t("targets.cascade.done", { count: done.written }));
      void client.invalidateQueries({ queryKey: [TARGETS] });
      onClose();
    },
    onError: (error) => error instanceof Declined || void message.error(messageOf(error)),
  });
  return (
    <Modal
      open={open}
      width={900}
      title={t("targets.template.title", { year })}
      okText={t("targets.cascade.apply", { count: preview.data?.cells.length ?? 0 })}
      okButtonProps={{ disabled: !preview.data?.cells.length || preview.isFetching }}
      confirmLoading={apply.isPending}
      onOk={() => apply.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className={styles.faint}>{t("targets.template.lead")}</p>
      <Form layout="vertical" className={styles.pair}>
        <Form.Item label={t("targets.template.position")}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            value={position}
            placeholder={t("targets.template.positionHint")}
            options={holders.filter((one) => one.kind === "position").map((one) => ({ value: one.key, label: `${one.name} · ${one.org_name}` }))}
            onChange={setPosition}
          />
        </Form.Item>
        <Form.Item label={t("targets.template.units")}>
          <Select
            mode="multiple"
            maxTagCount="responsive"
            showSearch={{ optionFilterProp: "label" }}
            value={units}
            placeholder={t("targets.template.unitsHint")}
            options={holders.filter((one) => one.kind === "unit").map((one) => ({ value: one.key, label: one.name }))}
            onChange={setUnits}
          />
        </Form.Item>
      </Form>
      {preview.error ? (
        <Alert type="error" title={messageOf(preview.error)} />
      ) : (
        <Spin spinning={preview.isFetching} delay={300}>
          {preview.data && (preview.data.cells.length ? <CascadePreview cascaded={preview.data} /> : <p className={styles.faint}>{t("targets.template.nobody")}</p>)}
        </Spin>
      )}
    </Modal>
  );
}
