import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { messageOf } from "@/api/errors";

/** A page that broke: usually its code could not be fetched because the server was updated. */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Result
      status="error"
      title={t("system.broken")}
      subTitle={messageOf(error)}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t("system.reload")}
        </Button>
      }
    />
  );
}
