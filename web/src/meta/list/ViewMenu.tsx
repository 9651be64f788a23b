import { DeleteOutlined, StarFilled, StarOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Checkbox, Form, Input, Modal, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call, put } from "@/api/client";
import { messageOf } from "@/api/errors";
import { documentPath, useViews } from "../queries";
import type { View } from "../types";
import styles from "./list.module.css";

interface Props {
  page: string;
  /** What the list shows now, for saving. */
  current: Omit<View, "name" | "default">;
  onOpen: (view: View) => void;
}

/** The person's saved views of a list: open, save, forget. */
export function ViewMenu({ page, current, onOpen }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data: views = [] } = useViews(page);
  const [open, setOpen] = useState(false);
  const [naming, setNaming] = useState(false);

  const keep = (answer: { views: View[] }) => client.setQueryData(["views", page], answer);
  const attempt = async (work: () => Promise<{ views: View[] }>) => {
    try {
      keep(await work());
      return true;
    } catch (error) {
      message.error(messageOf(error));
      return false;
    }
  };
  const save = async ({ name, first }: { name: string; first?: boolean }) => {
    const view: View = { ...current, name: name.trim(), default: first ?? false };
    if (await attempt(() => put(documentPath(page, "/views"), view))) setNaming(false);
  };
  const forget = (name: string) =>
    attempt(() => call("DELETE", documentPath(page, "/views"), { query: { name } }));

  const list = (
    <div className={styles.columns}>
      {views.length === 0 && <p className={styles.hint}>{t("documents.noViews")}</p>}
      {views.map((view) => (
        <div key={view.name} className={styles.column}>
          <Button
            type="link"
            size="small"
            onClick={() => {
              setOpen(false);
              onOpen(view);
            }}
          >
            {view.name}
            {view.default ? ` · ${t("documents.viewDefault")}` : ""}
          </Button>
          <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("documents.viewDelete", { name: view.name })} onClick={() => void forget(view.name)} />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        block
        onClick={() => {
          setOpen(false);
          setNaming(true);
        }}
      >
        {t("documents.viewSave")}
      </Button>
    </div>
  );

  return (
    <>
      <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={list} title={t("documents.views")}>
        <Button icon={views.length ? <StarFilled /> : <StarOutlined />} aria-label={t("documents.views")} title={t("documents.views")} />
      </Popover>
      <Modal title={t("documents.viewSave")} open={naming} footer={null} destroyOnHidden onCancel={() => setNaming(false)}>
        <Form layout="vertical" onFinish={(values: { name: string; first?: boolean }) => void save(values)}>
          <Form.Item name="name" label={t("documents.viewName")} rules={[{ required: true, whitespace: true, max: 80, message: t("documents.viewNameNeeded") }]}>
            <Input autoFocus maxLength={80} />
          </Form.Item>
          <Form.Item name="first" valuePropName="checked">
            <Checkbox>{t("documents.viewFirst")}</Checkbox>
          </Form.Item>
          <Button type="primary" htmlType="submit" block>
            {t("documents.save")}
          </Button>
        </Form>
      </Modal>
    </>
  );
}
