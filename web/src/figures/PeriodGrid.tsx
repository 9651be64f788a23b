import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/app/i18n/useLanguage";
import { writePeriod } from "@/lib/date";
import { type Period, period } from "@/lib/period";
import styles from "./PeriodPicker.module.css";

interface Props {
  current: Period;
  latest: Period;
  onChoose: (label: string) => void;
}

/** The periods of a year (or a dozen of years) to choose from; the future is closed. */
export function PeriodGrid({ current, latest, onChoose }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [year, setYear] = useState(current.year);
  const { grain } = current;
  const yearly = grain === "year";
  const step = yearly ? 9 : 1;
  const count = grain === "month" ? 12 : grain === "quarter" ? 4 : 9;
  const cells = Array.from({ length: count }, (_, i) =>
    yearly ? period("year", year - 8 + i, 1) : period(grain, year, i + 1),
  );
  const name = (one: Period) => {
    if (grain === "quarter") return `Q${one.index}`;
    return writePeriod(one.label, language, true);
  };
  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <Button type="text" size="small" icon={<LeftOutlined />} aria-label={t("period.earlier")} onClick={() => setYear(year - step)} />
        <span className="figures">{yearly ? `${year - 8} – ${year}` : year}</span>
        <Button
          type="text"
          size="small"
          icon={<RightOutlined />}
          aria-label={t("period.later")}
          disabled={year >= latest.year}
          onClick={() => setYear(year + step)}
        />
      </div>
      <div className={styles.grid}>
        {cells.map((one) => (
          <Button
            key={one.label}
            type={one.label === current.label ? "primary" : "text"}
            disabled={one.start > latest.start}
            onClick={() => onChoose(one.label)}
          >
            {name(one)}
          </Button>
        ))}
      </div>
      <div className={styles.foot}>
        <Button type="link" size="small" onClick={() => onChoose(latest.label)}>
          {t(`period.current.${grain}`)}
        </Button>
      </div>
    </div>
  );
}
