import { Table } from "antd";
import { useTranslation } from "react-i18next";
import { useWrite } from "@/figures/useWrite";
import { writePeriod } from "@/lib/date";
import type { Conflict } from "./edits";
import { unitOf } from "./types";

/** What somebody else saved meanwhile beside what was typed here. */
export function ConflictTable({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  const write = useWrite();
  const number = (value: string | null, { edit }: Conflict) =>
    value === null ? t("targets.none") : write.text(value, unitOf(edit, edit.measure), { decimals: edit.measure === "weight" ? undefined : edit.decimals });
  return (
    <Table<Conflict>
      size="small"
      rowKey={({ edit }) => `${edit.indicator}|${edit.holder.kind}|${edit.holder.key}|${edit.period}|${edit.measure}`}
      dataSource={[...conflicts]}
      pagination={false}
      scroll={{ x: "max-content", y: 280 }}
      columns={[
        { title: t("targets.holder"), render: (_, one) => one.edit.holder.name },
        { title: t("targets.indicator"), render: (_, one) => one.edit.name },
        { title: t("targets.period"), render: (_, one) => writePeriod(one.edit.period, write.language) },
        { title: t("targets.conflict.before"), align: "right", className: "figures", render: (_, one) => number(one.edit.before, one) },
        { title: t("targets.conflict.theirs"), align: "right", className: "figures", render: (_, one) => <b>{number(one.theirs, one)}</b> },
        { title: t("targets.conflict.mine"), align: "right", className: "figures", render: (_, one) => <b>{one.edit.wrong ? one.edit.text : number(one.edit.value, one)}</b> },
      ]}
    />
  );
}
