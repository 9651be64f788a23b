import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "@/api/types";
import styles from "./formula.module.css";
import { joined, type Op, replaced, unfolded } from "./make";
import { PartCard } from "./PartCard";
import { PartPicker } from "./PartPicker";
import { takenApart } from "./useFormula";
import type { Words } from "./words";
import { writeBlock } from "./write";

const OPS: readonly Op[] = ["+", "-", "*", "/"];
const SIGN: Record<Op, string> = { "+": "+", "-": "−", "*": "×", "/": "÷" };

interface Props {
  items: readonly BlockItem[];
  words: Words;
  code: string | null;
  hidden: ReadonlySet<string>;
  onChange: (items: BlockItem[]) => void;
}

/** Parts joined by + − × ÷, read as arithmetic is. */
export function Chain({ items, words, code, hidden, onChange }: Props) {
  const { t } = useTranslation();
  const [join, setJoin] = useState<string>("-");
  const whole = join.startsWith("whole");
  const op = join.replace("whole", "") as Op;
  const takeApart = async (at: number) => {
    const node = items[at]?.node;
    if (!node) return;
    const parts = await takenApart(writeBlock({ ...node, window: null, compare: null }, words));
    if (parts.length) onChange(unfolded(items, at, parts));
  };
  return (
    <div className={styles.chain}>
      {items.map((item, at) => (
        // A part has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={`${at}:${item.node.kind}`} className={styles.item}>
          {at > 0 ? (
            <Select<Op>
              className={styles.op ?? ""}
              aria-label={t("formulaEditor.joined")}
              value={item.op}
              suffixIcon={null}
              options={OPS.map((one) => ({ value: one, label: SIGN[one] }))}
              onChange={(next) => onChange(replaced(items, at, { ...item, op: next }))}
            />
          ) : (
            item.op === "-" && <span className={styles.minus}>−</span>
          )}
          <PartCard
            block={item.node}
            words={words}
            code={code}
            hidden={hidden}
            onChange={(node) => onChange(replaced(items, at, { ...item, node }))}
            onRemove={() => onChange(replaced(items, at, null))}
            onTakeApart={() => void takeApart(at)}
          />
        </div>
      ))}
      <div className={styles.add}>
        {items.length > 0 && (
          <Select
            aria-label={t("formulaEditor.join")}
            value={join}
            popupMatchSelectWidth={false}
            options={[
              ...OPS.map((one) => ({ value: one as string, label: SIGN[one] })),
              ...(items.length > 1
                ? [
                    { value: "whole/", label: t("formulaEditor.wholeBy") },
                    { value: "whole*", label: t("formulaEditor.wholeTimes") },
                  ]
                : []),
            ]}
            onChange={setJoin}
          />
        )}
        <PartPicker
          words={words}
          code={code}
          placeholder={t(items.length ? "formulaEditor.addPart" : "formulaEditor.firstPart")}
          onPick={(node) => onChange(joined(items, op, node, whole))}
        />
      </div>
    </div>
  );
}
