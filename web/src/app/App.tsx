import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { RouterProvider } from "react-router/dom";
import { useLanguage } from "./i18n/useLanguage";
import { queryClient } from "./query";
import { router } from "./router";
import { theme } from "./theme/theme";

export function App() {
  const language = useLanguage();
  dayjs.locale(language === "en" ? "en" : "zh-cn");
  return (
    <ConfigProvider theme={theme} locale={language === "en" ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
