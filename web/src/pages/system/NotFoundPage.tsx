import { Result } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";

export default function NotFoundPage() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <Result
      status="404"
      title={t("system.notFound")}
      subTitle={t("system.notFoundHint", { path: pathname })}
      extra={<Link to="/">{t("system.home")}</Link>}
    />
  );
}
