import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { messageOf } from "@/api/errors";
import { forDrawing } from "@/lib/decimal";
import { parsePeriod } from "@/lib/period";
import { readWeights } from "./amount";
import { TARGETS, writeCells } from "./queries";
import styles from "./targets.module.css";
import type { Cell, TargetRow } from "./types";
import { Declined, useConfirmed } from "./useConfirmed";

/** How many months a period has; 0 where the profile goes by days and is not drawn by hand. */
const PARTS: Record<string, number> = { year: 12, quarter: 3 };

/** How a year's or quarter's target is spread over its months. */
export function ProfileField({ row, period, cell }: { row: TargetRow; period: string; cell: Cell }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const confirmed = useConfirmed();
  const count = PARTS[parsePeriod(period)?.grain ?? ""] ?? 0;
  const [text, setText] = useState((cell.profile ?? []).map(String).join(" "));
  const weights = text.trim() === "" ? [] : readWeights(text, count);
  const save = useMutation({
    mutationFn: () =>
      confirmed((sure) =>
        writeCells([{ indicator: row.indicator, holder: row.holder, period, amount: cell.amount, stamp: cell.stamp, profile: weights?.length ? weights : null }], { confirmed: sure }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [TARGETS] }),
    onError: (error) => error instanceof Declined || void message.error(messageOf(error)),
  });
  if (count === 0) return null;
  const most = Math.max(...(weights ?? []).map((one) => forDrawing(one) ?? 0), 0);
  return (
    <section className={styles.profile}>
      <label htmlFor="target-profile">{t("targets.profile.title")}</label>
      <div className={styles.bars} aria-hidden="true">
        {(weights?.length ? weights : Array.from({ length: count }, () => "1")).map((one, i) => (
          // The bars stand for months, which do not move.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={i} style={{ height: `${4 + 32 * (most ? (forDrawing(one) ?? 0) / most : 0.5)}px` }} />
        ))}
      </div>
      <Input.TextArea id="target-profile" autoSize disabled={!row.writable} value={text} placeholder={t("targets.profile.hint", { count })} status={weights === null ? "error" : ""} onChange={(event) => setText(event.target.value)} />
      {row.writable && (
        <Button size="small" disabled={weights === null} loading={save.isPending} onClick={() => save.mutate()}>
          {t("targets.profile.save")}
        </Button>
      )}
    </section>
  );
}
