import { Alert, App, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IndicatorSummary } from "@/api/types";
import { useRetire } from "./definitions";

interface Props {
  indicator: IndicatorSummary;
  onClose: () => void;
}

/** Take an indicator out of use, or back into it, and say why. */
export function RetireDialog({ indicator, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [reason, setReason] = useState("");
  const retire = useRetire();
  const { code, name, retired: back = false } = indicator;
  return (
    <Modal
      open
      title={t(back ? "library.restoreTitle" : "library.retireTitle", { name })}
      okText={t(back ? "library.restore" : "library.retire")}
      okButtonProps={{ danger: !back, disabled: !reason.trim(), loading: retire.isPending }}
      onCancel={onClose}
      onOk={() =>
        retire.mutate(
          { code, reason: reason.trim(), back },
          {
            onSuccess: () => {
              void message.success(t(back ? "library.restored" : "library.retiredNow", { name }));
              onClose();
            },
          },
        )
      }
    >
      <p>{t(back ? "library.restoreHint" : "library.retireHint")}</p>
      <Input.TextArea
        autoFocus
        aria-label={t("indicatorForm.reason")}
        placeholder={t("indicatorForm.reason")}
        maxLength={200}
        autoSize={{ minRows: 2, maxRows: 4 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {retire.error && <Alert style={{ marginTop: 10 }} type="error" showIcon title={retire.error.message} />}
    </Modal>
  );
}
