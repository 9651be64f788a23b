import { App, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useSession } from "@/app/session/useMe";

interface Props {
  open: boolean;
  onClose: () => void;
}

interface Fields {
  current: string;
  password: string;
  again: string;
}

/** Change one's own password; rules of strength are the server's. */
export function PasswordDialog({ open, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { changePassword } = useSession();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);

  const save = async ({ current, password }: Fields) => {
    setBusy(true);
    try {
      await changePassword(current, password);
      message.success(t("password.changed"));
      onClose();
    } catch (error) {
      form.setFields([{ name: "password", errors: [messageOf(error)] }]);
    } finally {
      setBusy(false);
    }
  };

  const required = { required: true, message: t("password.required") };
  return (
    <Modal
      open={open}
      title={t("password.title")}
      okText={t("password.save")}
      onOk={form.submit}
      onCancel={onClose}
      confirmLoading={busy}
      destroyOnHidden
      width={420}
    >
      <Form form={form} layout="vertical" onFinish={save} requiredMark={false} preserve={false}>
        <Form.Item name="current" label={t("password.current")} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="password" label={t("password.new")} rules={[required]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t("password.again")}
          dependencies={["password"]}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: async (_, value: string) => {
                if (value && value !== getFieldValue("password")) throw new Error(t("password.differs"));
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
