import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button, Checkbox, Segmented, Select, Space } from "antd";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import { useNarrow } from "@/app/shell/useNarrow";
import { HolderPicker } from "./HolderPicker";
import styles from "./targets.module.css";
import type { Grain, HolderOption } from "./types";
import type { TargetState } from "./useTargetState";

interface Props {
  state: TargetState;
  holders: readonly HolderOption[];
  change: (part: Partial<TargetState>) => void;
  /** The year alone: of the own targets everything is shown. */
  bare?: boolean;
}

const GRAINS: Grain[] = ["month", "quarter", "year", "all"];

/** Year, periods, whose targets and of which indicator. */
export function FilterBar({ state, holders, change, bare = false }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.filters}>
      <Space.Compact>
        <Button icon={<LeftOutlined />} aria-label={t("targets.yearBefore")} onClick={() => change({ year: state.year - 1 })} />
        <Button className={`figures ${styles.year}`} aria-label={t("targets.year")}>
          {state.year}
        </Button>
        <Button icon={<RightOutlined />} aria-label={t("targets.yearAfter")} onClick={() => change({ year: state.year + 1 })} />
      </Space.Compact>
      {!bare && <Choices state={state} holders={holders} change={change} />}
    </div>
  );
}

function Choices({ state, holders, change }: Omit<Props, "bare">) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { data: indicators } = useIndicators();
  return (
    <>
      <Segmented<Grain>
        aria-label={t("period.grain")}
        value={state.grain}
        onChange={(grain) => change({ grain })}
        options={GRAINS.map((value) => ({ value, label: t(`targets.grain.${value}`) }))}
      />
      <HolderPicker
        className={styles.holder ?? ""}
        holders={holders}
        value={state.holder}
        placeholder={t("targets.allHolders")}
        onChange={(holder) => change({ holder })}
      />
      <Select<string>
        className={styles.indicator ?? ""}
        aria-label={t("targets.indicator")}
        placeholder={t("targets.allIndicators")}
        value={state.indicator}
        allowClear
        showSearch={{ optionFilterProp: "search" }}
        popupMatchSelectWidth={280}
        options={(indicators ?? []).map(({ code, name }) => ({ value: code, label: name, search: `${name} ${code}` }))}
        onChange={(code) => change({ indicator: code ?? null })}
      />
      {(state.holder?.kind === "unit" || (state.holder === null && state.indicator !== null)) && !narrow && (
        <Checkbox checked={state.below} onChange={(event) => change({ below: event.target.checked })}>
          {t("targets.below")}
        </Checkbox>
      )}
    </>
  );
}
