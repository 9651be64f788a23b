import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Odd } from "@/api/gen";
import styles from "./Odd.module.css";
import { causesOf } from "./odd";

interface Props {
  rows: readonly Odd[];
  period: string;
  org: string | null;
}

const COLORS: Record<Odd["severity"], string> = { high: "red", medium: "orange", low: "default" };

/** Findings, the most severe first, each with when it began and the way to its causes. */
export function OddList({ rows, period, org }: Props) {
  const { t } = useTranslation();
  return (
    <ol className={styles.list}>
      {rows.map((row) => (
        <li key={`${row.code}|${row.kind}|${row.since}|${row.member_dimension ?? ""}|${row.member_key ?? ""}`} className={styles.row} data-code={row.code}>
          <Tag color={COLORS[row.severity]}>{t(`odd.severity.${row.severity}`)}</Tag>
          <span className={styles.what}>
            <Link to={causesOf(row, period, org)}>{row.indicator}</Link>
            <span>{row.text}</span>
          </span>
          <span className={styles.marks}>
            <span>{t(`odd.kind.${row.kind}`, { since: row.since })}</span>
            {row.worse !== null && <span className={row.worse ? styles.worse : styles.better}>{t(row.worse ? "odd.worse" : "odd.better")}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
