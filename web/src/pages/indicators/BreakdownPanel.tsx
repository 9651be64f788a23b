import { Button, Empty, Skeleton } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Slice, useValues } from "@/api/queries";
import type { Indicator } from "@/api/types";
import { Panel } from "@/figures/Panel";
import { FailedToLoad } from "@/pages/system/FailedToLoad";
import { BarTable } from "./BarTable";
import { bars, type Member } from "./breakdown";
import { DimensionPicker } from "./DimensionPicker";
import { course, splitQuestion, trendQuestion } from "./trend";

/** What people ask for first stands first; the rest follows as the server lists it. */
const FIRST = ["org_unit", "person", "product", "customer", "region"];
const SHORT = 10;

function order(name: string): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}

interface Props {
  indicator: Indicator;
  slice: Slice;
  picked: Member | null;
  onPick: (member: Member | null) => void;
}

/** The figure split by a dimension: a ranking with bars, where a click narrows the documents below. */
export function BreakdownPanel({ indicator, slice, picked, onPick }: Props) {
  const { t } = useTranslation();
  const dimensions = indicator.dimensions.toSorted((a, b) => order(a.name) - order(b.name));
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const dimension = dimensions.find(({ name }) => name === chosen) ?? dimensions[0];
  const { data, error, refetch, isPlaceholderData } = useValues(
    indicator.code,
    splitQuestion(slice, dimension?.name ?? ""),
    dimension !== undefined,
  );
  const { data: past } = useValues(indicator.code, trendQuestion(slice));
  const whole = (past && course(past).find((point) => point.period === slice.period)?.value) ?? null;
  const rows = useMemo(() => (data && !isPlaceholderData ? bars(data, whole) : null), [data, isPlaceholderData, whole]);
  if (!dimension) return null;
  const shown = all ? (rows ?? []) : (rows ?? []).slice(0, SHORT);

  return (
    <Panel
      title={t("indicator.breakdown")}
      extra={
        <DimensionPicker
          dimensions={dimensions}
          value={dimension.name}
          onChange={(name) => {
            setChosen(name);
            setAll(false);
            onPick(null);
          }}
        />
      }
    >
      {error && <FailedToLoad error={error} onRetry={() => void refetch()} />}
      {!rows && !error && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {rows?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("indicator.noRows")} />}
      {rows && rows.length > 0 && (
        <BarTable
          rows={shown}
          label={dimension.label}
          indicator={indicator}
          pickedKey={picked?.dimension === dimension.name ? picked.key : null}
          onPick={(bar) =>
            onPick(
              bar.key === null || bar.key === picked?.key
                ? null
                : { dimension: dimension.name, key: bar.key, name: bar.name ?? bar.key },
            )
          }
        />
      )}
      {rows && rows.length > SHORT && (
        <Button type="link" size="small" onClick={() => setAll(!all)}>
          {all ? t("indicator.fewer") : t("indicator.all", { total: rows.length })}
        </Button>
      )}
    </Panel>
  );
}
