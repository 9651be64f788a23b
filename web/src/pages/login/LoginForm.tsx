import { Alert, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  busy: string | null;
  error: string | null;
  onSubmit: (login: string, password: string) => Promise<void>;
}

export function LoginForm({ busy, error, onSubmit }: Props) {
  const { t } = useTranslation();
  return (
    <Form<{ login: string; password: string }>
      layout="vertical"
      size="large"
      requiredMark={false}
      onFinish={({ login, password }) => void onSubmit(login, password)}
    >
      <Form.Item name="login" label={t("login.name")} rules={[{ required: true, message: t("login.nameRequired") }]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("login.password")}
        rules={[{ required: true, message: t("login.passwordRequired") }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {error && (
        <Form.Item>
          <Alert type="error" showIcon title={error} role="alert" />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={busy !== null}>
        {t("login.submit")}
      </Button>
    </Form>
  );
}
