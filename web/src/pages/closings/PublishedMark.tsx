import LockOutlined from "@ant-design/icons/LockOutlined";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Published } from "@/api/gen";
import { useWrite } from "@/figures/useWrite";
import { compareDecimal } from "@/lib/decimal";
import styles from "./closings.module.css";

interface Props {
  published: Published;
  /** What the period's value is by today's documents. */
  now: string | null;
  unit: string;
  decimals: number;
}

/** That a period is closed, what was published, whether it was restated or should be. */
export function PublishedMark({ published, now, unit, decimals }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const text = (value: string | null) => write.text(value, unit, { decimals });
  const moved = published.value !== null && now !== null && compareDecimal(published.value, now) !== 0;
  return (
    <Link to={`/closings/${published.period}`} className={published.restated ? styles.markRestated : styles.mark} title={published.reason ?? undefined}>
      <LockOutlined aria-hidden="true" />{" "}
      {published.restated
        ? t("closings.mark.restated", { first: text(published.first), value: text(published.value) })
        : t("closings.mark.published", { value: text(published.value) })}
      {moved && <b> · {t("closings.mark.pending")}</b>}
    </Link>
  );
}
