import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { ApiError, messageOf } from "@/api/errors";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** A failed load in place of the content: what happened and a way to go on. */
export function FailedToLoad({ error, onRetry }: Props) {
  const { t } = useTranslation();
  const forbidden = error instanceof ApiError && error.status === 403;
  return (
    <Result
      status={forbidden ? "403" : "warning"}
      title={t(forbidden ? "system.forbidden" : "system.failed")}
      subTitle={messageOf(error)}
      extra={
        <Button type="primary" onClick={onRetry}>
          {t("system.retry")}
        </Button>
      }
    />
  );
}
