import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Chosen } from "./ActionBar";
import { CascadeDialog } from "./CascadeDialog";
import { ImportDialog } from "./ImportDialog";
import { PlanDialog } from "./PlanDialog";
import { TemplateDialog } from "./TemplateDialog";
import { type HolderOption, holderKey, type TargetRow } from "./types";
import type { TargetState } from "./useTargetState";

interface Props {
  state: TargetState;
  holders: readonly HolderOption[];
  chosen: readonly Chosen[];
  first: TargetRow | null;
}

type Tool = "plan" | "cascade" | "template" | "import";

/** Many targets at once: planned, cascaded, from a position, from Excel. They begin with what is chosen in the grid. */
export function ToolBar({ state, holders, chosen, first }: Props) {
  const { t } = useTranslation();
  const [tool, setTool] = useState<Tool | null>(null);
  if (!holders.some((one) => one.writable)) return null;
  const close = () => setTool(null);
  const start = chosen[0]?.row.holder ?? state.holder ?? first?.holder ?? null;
  // Only what is there can be handed down: not the empty row that happens to be chosen.
  const source = chosen.find(({ cell }) => cell)?.row.holder ?? state.holder ?? first?.holder ?? null;
  const mine = start ? chosen.filter(({ row }) => holderKey(row.holder) === holderKey(start)) : [];
  const indicators = mine.length ? [...new Set(mine.map(({ row }) => row.indicator))] : state.indicator ? [state.indicator] : [];
  const handed = source ? chosen.filter(({ row, cell }) => cell && holderKey(row.holder) === holderKey(source)) : [];
  const given = handed.length ? handed : null;
  const writable = start && holders.find((one) => holderKey(one) === holderKey(start))?.writable ? start : null;
  const grain = state.grain === "all" ? "month" : state.grain;
  return (
    <>
      <Button onClick={() => setTool("plan")}>{t("targets.plan.open")}</Button>
      <Button type="primary" onClick={() => setTool("cascade")}>
        {t("targets.cascade.open")}
      </Button>
      <Dropdown
        menu={{
          items: (["import", "template"] as const).map((key) => ({ key, label: t(`targets.${key}.open`) })),
          onClick: ({ key }) => setTool(key as Tool),
        }}
      >
        <Button>{t("targets.more")}</Button>
      </Dropdown>
      {tool === "plan" && <PlanDialog open year={state.year} grain={grain} holder={writable} indicators={indicators} holders={holders} onClose={close} />}
      {tool === "cascade" && <CascadeDialog open year={state.year} grain={state.grain} holder={source} indicators={given ? [...new Set(given.map(({ row }) => row.indicator))] : indicators} periods={given ? [...new Set(given.map(({ period }) => period))] : []} holders={holders} onClose={close} />}
      {tool === "template" && <TemplateDialog open year={state.year} holders={holders} onClose={close} />}
      {tool === "import" && <ImportDialog open year={state.year} onClose={close} />}
    </>
  );
}
