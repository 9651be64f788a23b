import type { FormulaNode } from "@/api/types";
import { FormulaBranch } from "./FormulaBranch";
import tree from "./Tree.module.css";

interface Props {
  root: FormulaNode;
  label: string;
  /** Digits behind the point of the root; parts have those of their unit. */
  decimals: number;
  /** The address of another indicator's page. */
  linkTo: (code: string) => string;
}

/** A formula as a tree of parts with their values: from left to right, on a phone from top to bottom. */
export function FormulaTree({ root, label, decimals, linkTo }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who scrolls by keyboard must reach it
    <div className={tree.scroll} role="region" aria-label={label} tabIndex={0}>
      <ul className={tree.root}>
        <FormulaBranch node={root} depth={0} decimals={decimals} linkTo={linkTo} />
      </ul>
    </div>
  );
}
