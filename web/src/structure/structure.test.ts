/** Rules of the house that no compiler checks. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { filesBelow } from "../../scripts/assets";

const SRC = join(import.meta.dirname, "..");
const read = (file: string) => readFileSync(join(SRC, file), "utf8");
const sources = filesBelow(SRC).filter((file) => /\.tsx?$/.test(file) && !file.startsWith("api/gen/"));
const product = sources.filter((file) => !/\.test\.tsx?$/.test(file));
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** Source without comments, so that terms may be explained in Chinese there. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

function keysOf(tree: object, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}

/** A plural form (`_one`, `_other`) counts as the key itself: Chinese has a single form. */
const plain = (key: string) => key.replace(/_(one|other)$/, "");

const zh = JSON.parse(read("i18n/zh-CN.json")) as Record<string, unknown>;
const en = JSON.parse(read("i18n/en.json")) as Record<string, unknown>;
const zhKeys = new Set(keysOf(zh).map(plain));
const enKeys = new Set(keysOf(en).map(plain));

describe("texts", () => {
  test("Chinese and English have the same keys", () => {
    expect([...zhKeys].filter((key) => !enKeys.has(key))).toEqual([]);
    expect([...enKeys].filter((key) => !zhKeys.has(key))).toEqual([]);
  });

  test("both languages fill the same placeholders", () => {
    const at = (tree: Record<string, unknown>, key: string) =>
      key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], tree);
    const marks = (text: unknown) => [...String(text).matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
    for (const key of keysOf(zh)) {
      const other = at(en, key) ?? at(en, `${plain(key)}_other`);
      expect([key, marks(other)]).toEqual([key, marks(at(zh, key))]);
    }
  });

  test("no Chinese literal in code", () => {
    expect(product.filter((file) => CHINESE.test(withoutComments(read(file))))).toEqual([]);
  });

  test("every text asked for by name exists", () => {
    const missing = product.flatMap((file) =>
      [...read(file).matchAll(/\bt\(\s*"([\w.]+)"/g)]
        .map((match) => match[1] ?? "")
        .filter((key) => !zhKeys.has(key))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});

describe("files", () => {
  test("no component file is longer than 250 lines", () => {
    const long = sources.filter((file) => file.endsWith(".tsx") && read(file).split("\n").length > 251);
    expect(long).toEqual([]);
  });

  test("each heavy library is imported in one folder of widgets", () => {
    const heavy = /from "(echarts|@xyflow\/react|react-grid-layout|@dnd-kit\/\w+|@rjsf\/\w+)[/"]/g;
    const homes = new Map<string, Set<string>>();
    for (const file of product) {
      for (const match of read(file).matchAll(heavy)) {
        const library = match[1]?.split("/")[0] ?? "";
        homes.set(library, (homes.get(library) ?? new Set()).add(file.split("/").slice(0, 2).join("/")));
      }
    }
    for (const [library, folders] of homes) {
      expect([library, [...folders]]).toEqual([library, [expect.stringMatching(/^widgets\/[\w-]+$/)]]);
    }
  });
});

describe("lock", () => {
  const lock = JSON.parse(readFileSync(join(SRC, "../package-lock.json"), "utf8")) as {
    packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
  };

  test("names no registry", () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  test("holds every platform package, so that npm ci works everywhere", () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });
});
