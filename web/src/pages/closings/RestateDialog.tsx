import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Input, Modal, Table } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { type Pending, pendingByIndicator } from "./closable";
import styles from "./closings.module.css";
import { type ClosingDetail, restate } from "./queries";

interface Props {
  open: boolean;
  closing: ClosingDetail;
  onClose: () => void;
}

/** State what later documents made of a closed period, with the reason. */
export function RestateDialog({ open, closing, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const write = useWrite();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const pending = useMemo(() => pendingByIndicator(closing.rows), [closing]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = pending.map((one) => one.code).filter((code) => !left.includes(code));
  const state = useMutation({
    mutationFn: () => restate(closing.period, reason.trim(), chosen),
    onSuccess: () => {
      void message.success(t("closings.restateDone", { period: writePeriod(closing.period, write.language) }));
      void client.invalidateQueries({ queryKey: ["closings"] });
      void client.invalidateQueries({ queryKey: ["figures"] });
      setReason("");
      onClose();
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  return (
    <Modal
      open={open}
      width={760}
      title={t("closings.restateTitle", { period: writePeriod(closing.period, write.language) })}
      okText={t("closings.restate")}
      okButtonProps={{ disabled: reason.trim() === "" || chosen.length === 0 }}
      confirmLoading={state.isPending}
      onOk={() => state.mutate()}
      onCancel={onClose}
      destroyOnHidden
    >
      <p>{t("closings.restateLead")}</p>
      <Table<Pending>
        className={styles.gap ?? ""}
        size="small"
        rowKey="code"
        dataSource={pending}
        pagination={false}
        scroll={{ x: "max-content", y: 300 }}
        rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setLeft(pending.map((one) => one.code).filter((code) => !keys.includes(code))) }}
        columns={[
          { title: t("closings.which"), dataIndex: "name", render: (name: string, one) => <>{name} <small className={styles.faint}>× {one.rows.length}</small></> },
          { title: t("closings.holder"), render: (_, one) => one.rows[0]?.person_name ?? one.rows[0]?.org_name ?? t("closings.company") },
          { title: t("closings.value"), align: "right", className: "figures", render: (_, { rows: [row] }) => row && write.text(row.is_restated ? row.restated : row.value, row.unit, { decimals: row.decimals }) },
          { title: t("closings.now"), align: "right", className: "figures", render: (_, { rows: [row] }) => row && write.text(row.now, row.unit, { decimals: row.decimals }) },
          { title: t("closings.difference"), align: "right", className: "figures", render: (_, { rows: [row] }) => row && <b className={styles.fault}>{write.text(row.difference, row.unit, { decimals: row.decimals, signed: true })}</b> },
        ]}
      />
      <Input.TextArea className={styles.gap ?? ""} aria-label={t("closings.restateReason")} placeholder={t("closings.restateReason")} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
