import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useIndicators } from "@/api/queries";
import type { PerspectiveKey } from "../types";

interface Props {
  /** Codes that are there already. */
  taken: ReadonlySet<string>;
  /** The indicators of this perspective stand first. */
  perspective: PerspectiveKey;
  onPick: (indicator: { code: string; name: string }) => void;
}

/** Choose an indicator of the library by name, code or meaning. */
export function IndicatorPicker({ taken, perspective, onPick }: Props) {
  const { t } = useTranslation();
  const { data, isPending } = useIndicators();
  const groups = useMemo(() => {
    const found = new Map<string, { key: string; label: string; options: { value: string; label: string; text: string }[] }>();
    for (const one of data ?? []) {
      const group = found.get(one.perspective) ?? { key: one.perspective, label: one.perspective_name, options: [] };
      found.set(one.perspective, group);
      if (!taken.has(one.code)) {
        group.options.push({ value: one.code, label: one.name, text: `${one.name} ${one.code} ${one.meaning}`.toLowerCase() });
      }
    }
    return [...found.values()].sort((a, b) => Number(b.key === perspective) - Number(a.key === perspective));
  }, [data, taken, perspective]);
  return (
    <Select<string | null>
      aria-label={t("strategy.panel.addIndicator")}
      placeholder={t("strategy.panel.addIndicator")}
      style={{ width: "100%" }}
      value={null}
      loading={isPending}
      options={groups}
      showSearch={{
        filterOption: (input, option) =>
          option !== undefined && "text" in option && String(option.text).includes(input.toLowerCase()),
      }}
      onChange={(code) => {
        const found = data?.find((one) => one.code === code);
        if (found) onPick({ code: found.code, name: found.name });
      }}
    />
  );
}
