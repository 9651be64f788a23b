import { Button, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import type { ScreenBlocks, ScreenSource, Widget } from "@/api/types";
import { useOrgTree } from "@/api/queries";
import type { OrgUnit } from "@/api/types";
import { type Span, SOURCES, SPLIT } from "../layout";
import { Field } from "./Field";
import { SourceFields } from "./SourceFields";
import styles from "./editor.module.css";

const SPANS: Span[] = ["day", "week", "month", "quarter", "year", "last_month", "last_7_days", "last_30_days", "last_12_months"];
const CALENDAR = new Set(["kpi", "gauge", "ticker"]);
const TIMELESS = new Set(["production", "flow", "text", "clock"]);
const LISTS = new Set(["ranking", "flow", "production", "ticker", "table", "sankey", "funnel"]);

interface Props {
  widget: Widget;
  blocks: ScreenBlocks;
  onChange: (next: Partial<Widget>, tag?: string) => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

/** What every source of the widget can be split by. */
function dimensionsOf(sources: readonly ScreenSource[], blocks: ScreenBlocks) {
  const lists = sources.map(
    (source) =>
      (source.indicator
        ? blocks.indicators.find((one) => one.code === source.indicator)
        : blocks.facts.find((one) => one.name === source.fact)
      )?.dimensions ?? [],
  );
  const [first, ...rest] = lists;
  return (first ?? []).filter((one) => rest.every((list) => list.some((other) => other.name === one.name)));
}

function flat(units: readonly OrgUnit[], depth = 0): { value: string; label: string }[] {
  return units.flatMap((unit) => [
    { value: unit.key, label: `${"\u2003".repeat(depth)}${unit.name}` },
    ...flat(unit.children ?? [], depth + 1),
  ]);
}

/** Sources with a key that stays while one chooses: where they stand. */
const keyed = (sources: readonly ScreenSource[]) => sources.map((source, at) => ({ source, at, slot: `source ${at}` }));

/** Everything about one widget, without code. */
export function WidgetSettings({ widget, blocks, onChange, onDuplicate, onDelete }: Props) {
  const { t } = useTranslation();
  const units = useOrgTree();
  const needs = SOURCES[widget.kind];
  const sources: ScreenSource[] = widget.sources?.length ? widget.sources : needs ? [{ indicator: null }] : [];
  const split = SPLIT[widget.kind];
  const dimensions = dimensionsOf(sources, blocks).map((one) => ({ value: one.name, label: one.label }));
  const put = (at: number, next: ScreenSource | null) =>
    onChange({ sources: sources.flatMap((one, place) => (place === at ? (next ? [next] : []) : [one])) }, `source ${widget.id}`);
  const spans = SPANS.filter((span) => !CALENDAR.has(widget.kind) || !span.startsWith("last_"));
  return (
    <div className={styles.fields}>
      <Field label={t("screens.editor.titleField")}>
        <Input
          value={widget.title ?? ""}
          placeholder={t("screens.editor.titleHint")}
          maxLength={80}
          onChange={(event) => onChange({ title: event.target.value || null }, `title ${widget.id}`)}
        />
      </Field>
      {needs && (
        <Field label={t("screens.editor.source")}>
          {keyed(sources).map(({ source, at, slot }) => (
            <SourceFields
              key={slot}
              source={source}
              blocks={blocks}
              indicators={needs.indicators ?? false}
              onChange={(next) => put(at, next)}
              onRemove={sources.length > 1 ? () => put(at, null) : undefined}
            />
          ))}
          {sources.length < needs.most && (
            <Button block type="dashed" onClick={() => onChange({ sources: [...sources, { indicator: null }] })}>
              {t("screens.editor.addSource")}
            </Button>
          )}
        </Field>
      )}
      {split && (
        <Field label={t("screens.editor.by")}>
          <Select
            value={widget.by ?? null}
            allowClear={split === "may"}
            showSearch={{ optionFilterProp: "label" }}
            options={dimensions}
            onChange={(by?: string) => onChange({ by: by ?? null })}
          />
        </Field>
      )}
      {widget.kind === "sankey" && (
        <Field label={t("screens.editor.to")}>
          <Select
            value={widget.to ?? null}
            showSearch={{ optionFilterProp: "label" }}
            options={dimensions.filter((one) => one.value !== widget.by)}
            onChange={(to: string) => onChange({ to })}
          />
        </Field>
      )}
      {widget.kind === "flow" && (
        <Field label={t("screens.editor.flowField")}>
          <Select
            value={widget.flow ?? "sales"}
            options={(["sales", "shipments", "purchases", "invoices"] as const).map((flow) => ({ value: flow, label: t(`screens.flow.${flow}`) }))}
            onChange={(flow) => onChange({ flow })}
          />
        </Field>
      )}
      {!TIMELESS.has(widget.kind) && (
        <Field label={t("screens.editor.span")}>
          <Select
            value={widget.span ?? "month"}
            options={spans.map((span) => ({ value: span, label: t(`screens.span.${span}`) }))}
            onChange={(span) => onChange({ span })}
          />
        </Field>
      )}
      {widget.kind === "trend" && (
        <Field label={t("screens.editor.periods")}>
          <InputNumber min={2} max={36} value={widget.periods ?? 12} onChange={(periods) => periods && onChange({ periods }, `periods ${widget.id}`)} />
        </Field>
      )}
      {LISTS.has(widget.kind) && (
        <Field label={t("screens.editor.limit")}>
          <InputNumber min={1} max={30} value={widget.limit ?? 8} onChange={(limit) => limit && onChange({ limit }, `limit ${widget.id}`)} />
        </Field>
      )}
      {(widget.kind === "ranking" || (widget.kind === "table" && widget.by)) && (
        <Field label={t("screens.editor.least")} inline>
          <Switch checked={widget.least ?? false} onChange={(least) => onChange({ least })} />
        </Field>
      )}
      {widget.kind !== "text" && widget.kind !== "clock" && (
        <Field label={t("screens.editor.org")}>
          <Select
            value={widget.org ?? ""}
            showSearch={{ optionFilterProp: "label" }}
            options={[{ value: "", label: t("screens.editor.allOrg") }, ...flat(units.data ?? [])]}
            onChange={(org) => onChange({ org: org || null })}
          />
        </Field>
      )}
      {widget.kind === "text" && (
        <>
          <Field label={t("screens.editor.text")}>
            <Input.TextArea rows={4} maxLength={2000} value={widget.text ?? ""} onChange={(event) => onChange({ text: event.target.value }, `text ${widget.id}`)} />
          </Field>
          <Field label={t("screens.editor.size")}>
            <Segmented
              value={widget.size ?? "m"}
              options={(["s", "m", "l", "xl"] as const).map((size) => ({ value: size, label: t(`screens.editor.sizes.${size}`) }))}
              onChange={(size) => onChange({ size })}
            />
          </Field>
          <Field label={t("screens.editor.align")}>
            <Segmented
              value={widget.align ?? "center"}
              options={(["left", "center", "right"] as const).map((align) => ({ value: align, label: t(`screens.editor.aligns.${align}`) }))}
              onChange={(align) => onChange({ align })}
            />
          </Field>
        </>
      )}
      <div className={styles.pair}>
        <Button onClick={onDuplicate}>{t("screens.editor.duplicate")}</Button>
        <Button danger onClick={onDelete}>
          {t("screens.editor.delete")}
        </Button>
      </div>
    </div>
  );
}
