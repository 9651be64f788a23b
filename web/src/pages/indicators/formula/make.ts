/** New blocks and changed chains. */
import type { Block, BlockFilter, BlockItem } from "@/api/types";
import type { FactBlock } from "./words";

export type Op = BlockItem["op"];
export type FilterOp = NonNullable<BlockFilter["op"]>;

const bare = { window: null, compare: null };

export const indicatorBlock = (code: string): Block => ({ kind: "indicator", code, ...bare });
export const numberBlock = (value: string): Block => ({ kind: "number", value, ...bare });
export const daysBlock = (): Block => ({ kind: "days", ...bare });
export const groupBlock = (items: BlockItem[]): Block => ({ kind: "group", items, ...bare });

/** How a number of a fact is usually gathered: what never adds is averaged. */
export function usualFunction(fact: FactBlock, measure: string | null): string {
  if (measure === null) return "COUNT";
  return fact.measures.find((one) => one.name === measure)?.additivity === "ratio" ? "AVG" : "SUM";
}

/** A number of a fact; without a number its rows are counted. */
export function measureBlock(fact: FactBlock, measure: string | null): Block {
  return {
    kind: "measure",
    function: usualFunction(fact, measure),
    fact: fact.name,
    column: measure === null ? null : `${fact.name}.${measure}`,
    filters: [],
    ...bare,
  };
}

export const newFilter = (column: string, op: FilterOp): BlockFilter => ({ column, op, values: [], other: null, text: null });

/** Join a part to a chain; `whole` puts the chain in brackets first. */
export function joined(items: readonly BlockItem[], op: Op, node: Block, whole: boolean): BlockItem[] {
  if (items.length === 0) return [{ op: "+", node }];
  if (whole && items.length > 1) return [{ op: "+", node: groupBlock([...items]) }, { op, node }];
  return [...items, { op, node }];
}

/** A chain with a part changed, or without it. */
export function replaced(items: readonly BlockItem[], at: number, next: BlockItem | null): BlockItem[] {
  const kept = items.flatMap((item, place) => (place === at ? (next ? [next] : []) : [item]));
  // What comes to stand first has nothing to be joined to.
  const [first, ...rest] = kept;
  if (!first || at > 0 || next) return kept;
  return [{ ...first, op: first.op === "-" ? "-" : "+" }, ...rest];
}

/** A part taken apart: alone it becomes the chain, among others it stands in brackets. */
export function unfolded(items: readonly BlockItem[], at: number, parts: BlockItem[]): BlockItem[] {
  const item = items[at];
  if (!item) return [...items];
  const { window, compare } = item.node;
  const [only] = parts;
  if (parts.length === 1 && only?.op === "+" && !window && !compare) return replaced(items, at, { ...item, node: only.node });
  if (items.length === 1 && item.op === "+" && !window && !compare) return parts;
  return replaced(items, at, { ...item, node: { ...groupBlock(parts), window, compare } });
}
