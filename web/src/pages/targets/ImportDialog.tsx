import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import FileExcelOutlined from "@ant-design/icons/FileExcelOutlined";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Modal, Table, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "@/api/client";
import { messageOf } from "@/api/errors";
import { importFile, TARGETS } from "./queries";
import styles from "./targets.module.css";
import type { Imported } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

interface Props {
  open: boolean;
  year: number;
  onClose: () => void;
}

/** Targets from Excel: checked row by row first, then kept whole or not at all. */
export function ImportDialog({ open, year, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const [file, setFile] = useState<File | null>(null);
  const [checked, setChecked] = useState<Imported | null>(null);
  const failed = (error: unknown) => error instanceof Declined || void message.error(messageOf(error), 6);
  const check = useMutation({ mutationFn: (one: File) => importFile(one), onSuccess: setChecked, onError: failed });
  const apply = useMutation({
    mutationFn: (one: File) => confirmed((sure) => importFile(one, { apply: true, confirmed: sure })),
    onSuccess: (done) => {
      setChecked(done);
      if (done.findings.length) return;
      void message.success(t("targets.import.done", { count: done.written }));
      void client.invalidateQueries({ queryKey: [TARGETS] });
      close();
    },
    onError: failed,
  });
  const close = () => {
    setFile(null);
    setChecked(null);
    onClose();
  };
  const good = checked !== null && checked.findings.length === 0 && checked.rows > 0;
  return (
    <Modal
      open={open}
      width={720}
      title={t("targets.import.title")}
      okText={t("targets.import.apply", { count: checked?.rows ?? 0 })}
      okButtonProps={{ disabled: !good || !file }}
      confirmLoading={apply.isPending}
      onOk={() => file && apply.mutate(file)}
      onCancel={close}
      destroyOnHidden
    >
      <p className={styles.faint}>{t("targets.import.lead")}</p>
      <Button className={styles.template ?? ""} icon={<DownloadOutlined />} onClick={() => void download("/api/targets/import-template.xlsx", { year }, "targets.xlsx").catch(failed)}>
        {t("targets.import.template")}
      </Button>
      <Upload.Dragger
        accept=".xlsx"
        maxCount={1}
        showUploadList={false}
        disabled={check.isPending}
        beforeUpload={(one) => {
          setFile(one);
          setChecked(null);
          check.mutate(one);
          return false;
        }}
      >
        <p className={styles.dropIcon}>
          <FileExcelOutlined />
        </p>
        <p>{check.isPending ? t("targets.import.checking") : file ? file.name : t("targets.import.drop")}</p>
      </Upload.Dragger>
      {checked && (
        <div className={styles.gap} role="status">
          {good ? (
            <Alert type="success" title={t("targets.import.good", { count: checked.rows })} />
          ) : checked.rows === 0 && checked.findings.length === 0 ? (
            <Alert type="warning" title={t("targets.import.empty")} />
          ) : (
            <>
              <Alert type="error" title={t("targets.import.bad", { rows: checked.rows, count: checked.findings.length })} />
              <Table
                size="small"
                className={styles.gap ?? ""}
                rowKey={(one) => `${one.row}|${one.column}|${one.text}`}
                dataSource={checked.findings}
                pagination={checked.findings.length > 50 ? { pageSize: 50, size: "small", showSizeChanger: false } : false}
                scroll={{ y: 280 }}
                columns={[
                  { title: t("targets.import.row"), dataIndex: "row", width: 80, className: "figures" },
                  { title: t("targets.import.column"), dataIndex: "column", width: 120 },
                  { title: t("targets.import.finding"), dataIndex: "text" },
                ]}
              />
            </>
          )}
        </div>
      )}
    </Modal>
  );
}
