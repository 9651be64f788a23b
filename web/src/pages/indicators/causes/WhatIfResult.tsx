import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Direction } from "@/api/types";
import type { WhatIf } from "@/api/gen";
import { compareDecimal } from "@/lib/decimal";
import { useWrite } from "@/figures/useWrite";
import styles from "./Causes.module.css";

interface Props {
  found: WhatIf;
  direction: Direction;
  linkTo: (code: string) => string;
}

interface Row {
  code: string;
  name: string;
  unit: string;
  decimals: number;
  direction: Direction;
  before: string | null;
  after: string | null;
}

/** What would become of the figure, and of those that it is a part of. */
export function WhatIfResult({ found, direction, linkTo }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const rows: Row[] = [{ ...found, direction }, ...found.others.filter((one) => one.before !== one.after)];
  return (
    <ul className={styles.supposed} aria-live="polite" aria-label={t("causes.whatIf")}>
      {rows.map((row, i) => {
        const way = row.before !== null && row.after !== null ? compareDecimal(row.after, row.before) : 0;
        const better = row.direction === "higher" ? way > 0 : way < 0;
        const judged = way !== 0 && (row.direction === "higher" || row.direction === "lower");
        const figure = (value: string | null) => write.text(value, row.unit, { decimals: row.decimals, compact: true });
        return (
          <li key={row.code}>
            <span>{i === 0 ? row.name : <Link to={linkTo(row.code)}>{row.name}</Link>}</span>{" "}
            <span className={`figures ${judged ? (better ? styles.better : styles.worse) : ""}`}>
              {figure(row.before)} → <b>{figure(row.after)}</b>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
