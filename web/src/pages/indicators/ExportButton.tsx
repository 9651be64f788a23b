import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { download } from "@/api/client";
import { messageOf } from "@/api/errors";
import type { Slice } from "@/api/queries";
import type { Indicator } from "@/api/types";
import { trendQuestion } from "./trend";

interface Props {
  indicator: Indicator;
  slice: Slice;
}

/** The figure with its course and its documents as a workbook. */
export function ExportButton({ indicator, slice }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const path = `/api/indicators/${encodeURIComponent(indicator.code)}/export.xlsx`;
      await download(path, { ...trendQuestion(slice) }, `${indicator.code}.xlsx`);
    } catch (error) {
      message.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      {t("indicator.export")}
    </Button>
  );
}
