/** Conditions that hold for every figure of a formula: found, and set for all of them at once. */
import type { Block, BlockFilter, BlockItem } from "@/api/types";
import type { ColumnWords, Words } from "./words";

/** All figures of facts in a chain, also those in brackets. */
export function measuresOf(items: readonly BlockItem[]): Block[] {
  return items.flatMap(({ node }) =>
    node.kind === "measure" ? [node] : node.kind === "group" ? measuresOf(node.items ?? []) : [],
  );
}

const some = (items: readonly BlockItem[], kinds: readonly Block["kind"][]): boolean =>
  items.some(({ node }) => (node.kind === "group" ? some(node.items ?? [], kinds) : kinds.includes(node.kind)));

/** Whether a chain names indicators: they have to be taken apart before their rows can be narrowed. */
export const opaque = (items: readonly BlockItem[]): boolean => some(items, ["indicator"]);

/** Whether a chain has parts that no condition reaches. */
export const unnarrowed = (items: readonly BlockItem[]): boolean => some(items, ["target", "text"]);

/** The column of that name nearest to a fact: its own, or one of a fact its rows lead to. */
export function pathFrom(fact: string, name: string, words: Words): string | undefined {
  const near = [fact, ...(words.fact(fact)?.linked ?? [])];
  return near.map((one) => `${one}.${name}`).find((path) => words.column(path) !== undefined);
}

const columnName = (path: string) => path.slice(path.indexOf(".") + 1);
const alike = (a: BlockFilter, b: BlockFilter) =>
  !a.text && !b.text && !a.other && !b.other &&
  a.op === b.op &&
  columnName(a.column ?? "") === columnName(b.column ?? "") &&
  a.values.length === b.values.length &&
  a.values.every((value, at) => value === b.values[at]);

/** The conditions that all figures of the chain have. */
export function commonFilters(items: readonly BlockItem[]): BlockFilter[] {
  const [first, ...others] = measuresOf(items);
  if (!first) return [];
  return (first.filters ?? []).filter((filter) =>
    others.every((measure) => (measure.filters ?? []).some((one) => alike(one, filter))),
  );
}

/** Columns that the rows of every figure of the chain have, by the path from the first figure's fact. */
export function commonColumns(items: readonly BlockItem[], words: Words): [path: string, column: ColumnWords][] {
  const [first, ...others] = [...new Set(measuresOf(items).map((one) => one.fact ?? ""))];
  if (first === undefined) return [];
  return [...columnsOf(first, words)].filter(([path]) =>
    others.every((fact) => pathFrom(fact, columnName(path), words) !== undefined),
  );
}

/** Everything rows of a fact can be narrowed by: its own columns, then those of facts they lead to. */
export function columnsOf(fact: string, words: Words): Map<string, ColumnWords> {
  const found = new Map<string, ColumnWords>();
  for (const name of [fact, ...(words.fact(fact)?.linked ?? [])]) {
    const from = words.fact(name);
    const names = [...(from?.filters ?? []), ...(from?.dates ?? []), ...(from?.measures ?? [])].map((one) => one.name);
    for (const column of names) {
      const known = words.column(`${name}.${column}`);
      if (known) found.set(`${name}.${column}`, known);
    }
  }
  return found;
}

/** The chain with a condition of all figures replaced (`before` null: a new one; `after` null: removed). */
export function withCommon(
  items: readonly BlockItem[],
  before: BlockFilter | null,
  after: BlockFilter | null,
  words: Words,
): BlockItem[] {
  return items.map((item) => ({ ...item, node: changed(item.node, before, after, words) }));
}

function changed(node: Block, before: BlockFilter | null, after: BlockFilter | null, words: Words): Block {
  if (node.kind === "group") return { ...node, items: withCommon(node.items ?? [], before, after, words) };
  if (node.kind !== "measure") return node;
  const fitting = after && { ...after, column: pathFrom(node.fact ?? "", columnName(after.column ?? ""), words) ?? after.column };
  const filters = node.filters ?? [];
  if (!before) return fitting ? { ...node, filters: [...filters, fitting] } : node;
  const at = filters.findIndex((one) => alike(one, before));
  if (at < 0) return node;
  return { ...node, filters: filters.flatMap((one, place) => (place === at ? (fitting ? [fitting] : []) : [one])) };
}
