import { Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Indicator } from "@/api/types";
import styles from "./Breakdown.module.css";

interface Props {
  dimensions: Indicator["dimensions"];
  value: string;
  onChange: (name: string) => void;
}

/** How many dimensions stand beside each other; the others are in a list. */
const SHOWN = 5;

/** Choose by what a figure is split. */
export function DimensionPicker({ dimensions, value, onChange }: Props) {
  const { t } = useTranslation();
  const options = dimensions.map(({ name, label }) => ({ value: name, label }));
  const more = options.slice(SHOWN);
  return (
    <div className={styles.dimensions}>
      <Segmented
        aria-label={t("indicator.dimension")}
        value={value}
        onChange={onChange}
        options={options.slice(0, SHOWN)}
      />
      {more.length > 0 && (
        <Select
          aria-label={t("indicator.moreDimensions")}
          value={more.some((one) => one.value === value) ? value : null}
          placeholder={t("indicator.moreDimensions")}
          options={more}
          onChange={(name) => name && onChange(name)}
          popupMatchSelectWidth={false}
          style={{ minWidth: 112 }}
        />
      )}
    </div>
  );
}
