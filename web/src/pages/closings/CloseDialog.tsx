import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import { fetchGrid } from "@/pages/targets/queries";
import styles from "./closings.module.css";
import { close } from "./queries";

/** How many of the period's targets both sides have not agreed to. */
async function notAgreed(period: string): Promise<number> {
  const grid = await fetchGrid({ year: Number(period.slice(0, 4)), grain: "all", indicator: null, holder: null, below: true });
  return grid.rows.filter((row) => row.cells[period] && row.cells[period].state !== "agreed").length;
}

/** Close a period, after seeing what is still open in it. */
export function CloseDialog({ period, onDone }: { period: string | null; onDone: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { language } = useWrite();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const pending = useQuery({ queryKey: ["targets", "not-agreed", period], queryFn: () => notAgreed(period ?? ""), enabled: period !== null });
  const shut = () => {
    setNote("");
    onDone();
  };
  const seal = useMutation({
    mutationFn: (label: string) => close(label, note.trim() || null),
    onSuccess: (done) => {
      void message.success(t("closings.done", { period: writePeriod(done.period, language), count: done.values }));
      void client.invalidateQueries({ queryKey: ["closings"] });
      void client.invalidateQueries({ queryKey: ["figures"] });
      shut();
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  return (
    <Modal
      open={period !== null}
      title={t("closings.confirmTitle", { period: period && writePeriod(period, language) })}
      okText={t("closings.close")}
      confirmLoading={seal.isPending}
      onOk={() => period && seal.mutate(period)}
      onCancel={shut}
      destroyOnHidden
    >
      <p>{t("closings.confirmLead")}</p>
      {pending.data !== undefined && (
        <Alert className={styles.gap ?? ""} showIcon type={pending.data ? "warning" : "success"} title={pending.data ? t("closings.pendingTargets", { count: pending.data }) : t("closings.allAgreed")} />
      )}
      <Input className={styles.gap ?? ""} aria-label={t("closings.note")} value={note} maxLength={200} placeholder={t("closings.noteHint")} onChange={(event) => setNote(event.target.value)} />
    </Modal>
  );
}
