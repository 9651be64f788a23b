import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { type Slice, useExplain } from "@/api/queries";
import type { Indicator } from "@/api/types";
import { Panel } from "@/figures/Panel";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { FormulaTree } from "@/widgets/formula-tree/FormulaTree";

interface Props {
  indicator: Indicator;
  slice: Slice;
  linkTo: (code: string) => string;
}

/** The formula drawn as parts with the values they have in the period. */
export function FormulaPanel({ indicator, slice, linkTo }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch, isPlaceholderData } = useExplain(indicator.code, slice);
  return (
    <Panel title={t("indicator.parts")}>
      {error && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {data && !error && (
        <div style={isPlaceholderData ? { opacity: 0.5 } : undefined}>
          <FormulaTree
            key={indicator.code}
            root={data}
            label={t("formula.tree", { name: indicator.name })}
            decimals={indicator.decimals}
            linkTo={linkTo}
          />
        </div>
      )}
    </Panel>
  );
}
