import { Input, TreeSelect } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { addDecimals, compareDecimal } from "@/lib/decimal";
import { useWrite } from "@/figures/useWrite";
import { parseAmount } from "./amount";
import type { Taker } from "./cascadeForm";
import { HolderIcon } from "./HolderPicker";
import styles from "./targets.module.css";
import { type HolderOption, holderKey, type HolderRef } from "./types";

interface Props {
  holders: readonly HolderOption[];
  from: HolderRef | null;
  takers: readonly Taker[];
  /** An amount for each, or a share in per cent for each; neither where the method needs none. */
  amounts: boolean;
  shares: boolean;
  unit: string;
  onChange: (takers: Taker[]) => void;
}

/** Who gets a part, chosen one by one, with amounts or shares by hand. */
export function Takers({ holders, from, takers, amounts, shares, unit, onChange }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const options = useMemo(
    () => holders.filter((one) => one.writable && !(from && holderKey(one) === holderKey(from))).map((one) => ({ value: holderKey(one), title: `${one.name}${one.kind === "unit" ? "" : ` · ${one.org_name}`}` })),
    [holders, from],
  );
  const choose = (keys: string[]) => {
    const known = new Map(takers.map((one) => [holderKey(one), one]));
    onChange(
      keys.flatMap((key) => {
        const option = holders.find((one) => holderKey(one) === key);
        return known.get(key) ?? (option ? [{ kind: option.kind, key: option.key, name: option.name, text: "" }] : []);
      }),
    );
  };
  const read = takers.map((one) => parseAmount(one.text, amounts ? "none" : "ratio"));
  const sum = addDecimals(read.flatMap((one) => (one.ok && one.value !== null ? [one.value] : [])));
  const over = shares && compareDecimal(sum, "1") > 0;
  return (
    <div className={styles.takers}>
      <TreeSelect<string[]> multiple aria-label={t("targets.cascade.takers")} placeholder={t("targets.cascade.takersHint")} value={takers.map(holderKey)} treeData={options} showSearch={{ treeNodeFilterProp: "title" }} maxTagCount="responsive" onChange={choose} />
      {(amounts || shares) && takers.length > 0 && (
        <>
          <ul>
            {takers.map((one, at) => (
              <li key={holderKey(one)}>
                <label htmlFor={`taker-${holderKey(one)}`}>
                  <HolderIcon kind={one.kind} /> {one.name}
                </label>
                <Input
                  id={`taker-${holderKey(one)}`}
                  size="small"
                  className="figures"
                  value={one.text}
                  suffix={shares ? "%" : undefined}
                  status={read[at]?.ok ? "" : "error"}
                  onChange={(event) => onChange(takers.map((other, i) => (i === at ? { ...other, text: event.target.value } : other)))}
                />
              </li>
            ))}
          </ul>
          <p className={over ? styles.fault : styles.faint}>
            {t("targets.sum")} <b className="figures">{write.text(sum, shares ? "ratio" : unit)}</b>
          </p>
        </>
      )}
    </div>
  );
}
