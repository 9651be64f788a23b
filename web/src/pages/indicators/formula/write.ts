/** Building blocks written as a formula; what the server reads back gives the same blocks. */
import type { Block, BlockFilter, BlockItem } from "@/api/types";
import type { Words } from "./words";

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** Conditions that are chosen but not filled in yet do not count. */
export function complete(filter: BlockFilter): boolean {
  if (filter.text) return true;
  if (!filter.column || !filter.op) return false;
  if (["empty", "not_empty", "true", "false"].includes(filter.op)) return true;
  if (filter.other) return true;
  const filled = filter.values.filter((value) => value.trim() !== "");
  return filter.op === "between" ? filled.length === 2 : filled.length > 0;
}

/** The formula of a chain of parts. */
export function writeFormula(items: readonly BlockItem[], words: Words): string {
  return items
    .map(({ op, node }, at) => {
      const text = writeBlock(node, words);
      if (at > 0) return ` ${op} ${text}`;
      return op === "-" ? `-${text}` : text;
    })
    .join("");
}

/** One part: in brackets where it is a chain itself and nothing else encloses it. */
export function writeBlock(block: Block, words: Words): string {
  const { window, compare } = block;
  const call = (name: string, ...args: string[]) => `${words.functionName(name)}(${args.filter(Boolean).join(", ")})`;
  let text = plain(block, words, Boolean(window ?? compare));
  if (window) text = call(window.kind, text, window.n === null ? "" : String(window.n));
  if (compare?.kind === "PRIOR") {
    const year = compare.step === "year" ? quoted(words.step("year")) : "";
    text = call("PRIOR", text, year, year && compare.n === 1 ? "" : String(compare.n ?? 1));
  } else if (compare?.kind === "GROWTH") {
    text = call("GROWTH", text, quoted(words.step(compare.step ?? "year")));
  } else if (compare) {
    text = call("SHARE", text);
  }
  return text;
}

function plain(block: Block, words: Words, enclosed: boolean): string {
  const call = (name: string, ...args: string[]) => `${words.functionName(name)}(${args.filter(Boolean).join(", ")})`;
  const reference = () => `[${words.indicator(block.code ?? "")?.label ?? block.code ?? ""}]`;
  switch (block.kind) {
    case "indicator":
      return reference();
    case "target":
      return call("TARGET", reference());
    case "days":
      return call("PERIOD_DAYS");
    case "number":
      return block.value ?? "0";
    case "text":
      return block.text ?? "";
    case "group": {
      const items = block.items ?? [];
      const text = writeFormula(items, words);
      return enclosed || items.length < 2 ? text : `(${text})`;
    }
    case "measure": {
      const measured = block.between
        ? call(block.counted_in ?? "DAYS", ...block.between.map((path) => columnName(path, words)))
        : block.column
          ? columnName(block.column, words)
          : factName(block.fact ?? "", words);
      const filters = (block.filters ?? []).filter(complete);
      const conditions = filters.map((one) => writeFilter(one, words, filters.length > 1));
      const date = block.date ? call("BY_DATE", columnName(block.date, words)) : "";
      return call(block.function ?? "SUM", measured, conditions.join(` ${words.keyword("AND")} `), date);
    }
  }
}

function factName(name: string, words: Words): string {
  return words.language === "en" ? name : (words.fact(name)?.label ?? name);
}

function columnName(path: string, words: Words): string {
  const column = words.column(path);
  if (!column || words.language === "en") return path;
  return `${factName(column.fact, words)}.${column.label}`;
}

const WORDED: Record<string, string> = { in: "IN", contains: "CONTAINS" };

function writeFilter(filter: BlockFilter, words: Words, among: boolean): string {
  const { op, text } = filter;
  // A looser text goes in brackets, so that it stays one condition among the others.
  if (text) return among && text.includes(` ${words.keyword("OR")} `) ? `(${text})` : text;
  const path = filter.column ?? "";
  const column = columnName(path, words);
  const negated = (condition: string) => `${words.keyword("NOT")} ${condition}`;
  if (op === "true") return column;
  if (op === "false") return negated(column);
  if (op === "empty" || op === "not_empty") return `${column} ${op === "empty" ? "=" : "!="} ${words.keyword("EMPTY")}`;
  if (filter.other) return `${column} ${op} ${columnName(filter.other, words)}`;
  const values = filter.values.filter((value) => value.trim() !== "").map((value) => writeValue(path, value, words));
  const base = (op ?? "in").replace("not_", "");
  if (base === "between") {
    const joint = words.keyword(words.language === "en" ? "AND" : "TO");
    return `${column} ${words.keyword("BETWEEN")} ${values[0]} ${joint} ${values[1]}`;
  }
  if (base === "in" && values.length === 1) return `${column} ${op === "in" ? "=" : "!="} ${values[0]}`;
  if (!WORDED[base]) return `${column} ${op} ${values[0]}`;
  const tested = `${column} ${words.keyword(WORDED[base])} ${base === "in" ? `(${values.join(", ")})` : values[0]}`;
  return base === op ? tested : negated(tested);
}

/** A value as the column needs it: numbers bare, choices by their name, everything else quoted. */
function writeValue(path: string, value: string, words: Words): string {
  const column = words.column(path);
  if (column?.kind === "number") return value.trim();
  const choice = column?.choices.find((one) => one.name === value);
  return quoted(choice && words.language !== "en" ? choice.label : value);
}
