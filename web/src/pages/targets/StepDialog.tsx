import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { type Step, step, TARGETS } from "./queries";
import styles from "./targets.module.css";

export interface Stepping {
  which: Step;
  ids: number[];
}

/** Sign targets, or give them back, with a word to the other side. */
export function StepDialog({ stepping, onDone }: { stepping: Stepping | null; onDone: () => void }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const [note, setNote] = useState("");
  const which = stepping?.which ?? "propose";
  const close = () => {
    setNote("");
    onDone();
  };
  const take = useMutation({
    mutationFn: ({ which: what, ids }: Stepping) => step(what, ids, note.trim() || null),
    onSuccess: (done) => {
      close();
      void client.invalidateQueries({ queryKey: [TARGETS] });
      if (done.skipped.length === 0) return void message.success(t(`targets.step.done.${which}`, { count: done.changed }));
      const reasons = [...new Set(done.skipped.map((one) => one.reason))];
      modal.warning({
        title: t("targets.step.skipped", { changed: done.changed, count: done.skipped.length }),
        content: <ul>{reasons.map((one) => <li key={one}>{one}</li>)}</ul>,
      });
    },
    onError: (error) => void message.error(messageOf(error)),
  });
  return (
    <Modal
      open={stepping !== null}
      title={t(`targets.step.title.${which}`, { count: stepping?.ids.length ?? 0 })}
      okText={t(`targets.step.${which}`)}
      okButtonProps={{ disabled: which === "return" && note.trim() === "", danger: which === "return" }}
      confirmLoading={take.isPending}
      onOk={() => stepping && take.mutate(stepping)}
      onCancel={close}
      destroyOnHidden
    >
      <p className={styles.faint}>{t(`targets.step.lead.${which}`)}</p>
      <Input.TextArea
        aria-label={t("targets.note")}
        placeholder={t(which === "return" ? "targets.step.why" : "targets.step.note")}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={400}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  );
}
