import type { BuildingBlocks } from "@/api/types";
import type { Language } from "@/lib/quantity";

export type FactBlock = BuildingBlocks["facts"][number];
export type FilterColumn = FactBlock["filters"][number];
/** What a column holds, as far as a formula cares. */
export type ColumnKind = "dimension" | "flag" | "date" | "number" | "key";

export interface ColumnWords {
  fact: string;
  name: string;
  label: string;
  kind: ColumnKind;
  choices: FilterColumn["choices"];
  /** The dimension whose members it holds. */
  members: string | null;
}

/** The names a formula is written with, in one language. */
export interface Words {
  language: Language;
  blocks: BuildingBlocks;
  fact: (name: string) => FactBlock | undefined;
  /** A column by `fact.column`. */
  column: (path: string) => ColumnWords | undefined;
  indicator: (code: string) => BuildingBlocks["indicators"][number] | undefined;
  functionName: (word: string) => string;
  keyword: (word: string) => string;
  step: (word: string) => string;
}

const byDetail = (words: { text: string; detail: string }[]) => {
  const known = new Map(words.map((one) => [one.detail, one.text]));
  return (word: string) => known.get(word) ?? word;
};

/** Look-ups over what the server offers for building formulas. */
export function wordsOf(blocks: BuildingBlocks, language: Language): Words {
  const facts = new Map(blocks.facts.map((one) => [one.name, one]));
  const indicators = new Map(blocks.indicators.map((one) => [one.name, one]));
  const columns = new Map<string, ColumnWords>();
  for (const fact of blocks.facts) {
    const add = (name: string, label: string, kind: ColumnKind, rest: Partial<ColumnWords> = {}) =>
      columns.set(`${fact.name}.${name}`, { fact: fact.name, name, label, kind, choices: [], members: null, ...rest });
    for (const one of fact.measures) add(one.name, one.label, "number");
    for (const one of fact.dates) add(one.name, one.label, "date");
    for (const one of fact.keys) add(one.name, one.label, "key");
    for (const one of fact.filters) add(one.name, one.label, one.kind, { choices: one.choices, members: one.members });
  }
  return {
    language,
    blocks,
    fact: (name) => facts.get(name),
    column: (path) => columns.get(path),
    indicator: (code) => indicators.get(code),
    functionName: byDetail(blocks.functions),
    keyword: byDetail(blocks.keywords),
    step: byDetail(blocks.steps),
  };
}
