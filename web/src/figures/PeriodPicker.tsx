import CalendarOutlined from "@ant-design/icons/CalendarOutlined";
import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button, Popover, Segmented, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writePeriod } from "@/lib/date";
import { type Grain, lastDay, parsePeriod, periodOf, shift, today } from "@/lib/period";
import { PeriodGrid } from "./PeriodGrid";
import styles from "./PeriodPicker.module.css";

const GRAINS: Grain[] = ["month", "quarter", "year"];

interface Props {
  period: string;
  onChange: (period: string) => void;
}

/** Month, quarter or year; one step back or on; any other from a small calendar. */
export function PeriodPicker({ period, onChange }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const current = parsePeriod(period) ?? periodOf(today(), "month");
  const latest = periodOf(today(), current.grain);

  const choose = (label: string) => {
    setOpen(false);
    onChange(label);
  };
  /** The same time in another grain: of a whole year its last period that has begun. */
  const changeGrain = (grain: Grain) => {
    const day = lastDay(current) > today() ? today() : lastDay(current);
    onChange(periodOf(day < current.start ? current.start : day, grain).label);
  };

  return (
    <div className={styles.picker} role="group" aria-label={t("period.label")}>
      <Segmented<Grain>
        aria-label={t("period.grain")}
        value={current.grain}
        onChange={changeGrain}
        options={GRAINS.map((value) => ({ value, label: t(`period.${value}`) }))}
      />
      <Space.Compact>
        <Button
          icon={<LeftOutlined />}
          aria-label={t("period.previous")}
          onClick={() => onChange(shift(current, -1).label)}
        />
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          placement="bottomRight"
          destroyOnHidden
          content={<PeriodGrid current={current} latest={latest} onChoose={choose} />}
        >
          <Button className={styles.label} icon={<CalendarOutlined />}>
            {writePeriod(current.label, language)}
          </Button>
        </Popover>
        <Button
          icon={<RightOutlined />}
          aria-label={t("period.next")}
          disabled={current.start >= latest.start}
          onClick={() => onChange(shift(current, 1).label)}
        />
      </Space.Compact>
    </div>
  );
}
