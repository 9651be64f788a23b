import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { FormulaNode } from "@/api/types";
import { useWrite } from "@/figures/useWrite";
import tree from "./Tree.module.css";
import styles from "./FormulaTree.module.css";

interface Props {
  node: FormulaNode;
  depth: number;
  decimals?: number | undefined;
  linkTo: (code: string) => string;
}

/** How deep a tree is open at first: the parts, and the parts of the parts. */
const OPEN_DEPTH = 2;

/** A typed number shows as it was typed, everything else with its unit's digits. */
function digitsOf(node: FormulaNode, decimals: number | undefined): number | undefined {
  if (decimals !== undefined) return decimals;
  return node.kind === "constant" ? (node.value?.split(".")[1]?.length ?? 0) : undefined;
}

/** One part of a formula and, behind it, its own parts. */
export function FormulaBranch({ node, depth, decimals, linkTo }: Props) {
  const { t } = useTranslation();
  const write = useWrite();
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const children = node.children ?? [];
  const title = node.name || node.text;
  const value = write.text(node.value, node.unit, { decimals: digitsOf(node, decimals) });
  return (
    <li className={tree.branch}>
      <div className={`${tree.node} ${styles.folded} ${styles[node.kind]}`}>
        <div className={tree.title}>
          {node.code && depth > 0 ? <Link to={linkTo(node.code)}>{title}</Link> : title}
        </div>
        <div className={`figures ${tree.value}`}>{value}</div>
        {node.text !== title && <code className={styles.text}>{node.text}</code>}
        {children.length > 0 && (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <span className="visually-hidden">{t(open ? "formula.close" : "formula.open", { name: title })}</span>
            <span aria-hidden="true">{open ? "−" : `+${children.length}`}</span>
          </button>
        )}
      </div>
      {open && children.length > 0 && (
        <ul className={tree.children}>
          {children.map((child) => (
            <FormulaBranch key={child.id} node={child} depth={depth + 1} linkTo={linkTo} />
          ))}
        </ul>
      )}
    </li>
  );
}
