import { Slider } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Causes, DriverPart, WhatIfPart } from "@/api/gen";
import { useWrite } from "@/figures/useWrite";
import tree from "@/widgets/formula-tree/Tree.module.css";
import styles from "./DriverTree.module.css";
import { useEffectWriter } from "./useEffectWriter";

interface Props {
  part: DriverPart;
  root: Causes;
  /** The part directly above: effects are in its unit. */
  parent: DriverPart | null;
  supposed: WhatIfPart[] | undefined;
  factors: Record<string, number>;
  onSuppose: (id: string, factor: number) => void;
  linkTo: (code: string) => string;
}

/** A slider moves a part by at most half. */
const REACH = 0.5;

/** One driver: value before and now, its effect on the part above and on the whole, and what if. */
export function DriverBranch({ part, root, parent, supposed, factors, onSuppose, linkTo }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const top = parent === null;
  const own = useEffectWriter(part.unit, part.decimals ?? (top ? root.decimals : 2));
  const above = useEffectWriter(parent?.unit ?? root.unit, parent?.decimals ?? root.decimals);
  const [moved, setMoved] = useState<number | null>(null);
  const factor = moved ?? factors[part.id] ?? 0;
  const title = part.name || (top ? root.name : part.text);
  const what = supposed?.find(({ id }) => id === part.id);
  const changed = what && what.after !== what.before;
  return (
    <li className={tree.branch}>
      <div className={tree.node}>
        <div className={tree.title}>
          {part.code && !top ? <Link to={linkTo(part.code)}>{title}</Link> : title}
        </div>
        <div className={`figures ${tree.value} ${styles.value}`}>
          {own.figure(part.after)}
          {part.before !== part.after && <small> {t("causes.was", { value: own.figure(part.before) })}</small>}
        </div>
        {!top && part.effect !== null && !part.fixed && (
          <div className={`figures ${styles.effect}`}>{t("causes.effectAbove", { effect: above.effect(part.effect) })}</div>
        )}
        {changed && <div className={`figures ${styles.supposed}`}>{t("causes.wouldBe", { value: own.figure(what.after) })}</div>}
        {!part.fixed && (!top || part.children.length === 0) && (
          <div className={styles.slider}>
            <Slider
              ariaLabelForHandle={t("causes.suppose", { name: title })}
              min={-REACH}
              max={REACH}
              step={0.01}
              value={factor}
              onChange={setMoved}
              onChangeComplete={(value) => {
                setMoved(null);
                onSuppose(part.id, value);
              }}
              tooltip={{ formatter: (value) => write.text(String(value ?? 0), "ratio", { decimals: 0, signed: true }) }}
            />
            <span className="figures">{write.text(factor.toFixed(2), "ratio", { decimals: 0, signed: true })}</span>
          </div>
        )}
      </div>
      {part.children.length > 0 && (
        <ul className={tree.children}>
          {part.children.map((child) => (
            <DriverBranch
              key={child.id}
              part={child}
              root={root}
              parent={part}
              supposed={supposed}
              factors={factors}
              onSuppose={onSuppose}
              linkTo={linkTo}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
