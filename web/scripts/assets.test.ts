import { describe, expect, test } from "vitest";
import { nodeModuleReferences, styleReferences } from "./assets";

describe("files that the build copies", () => {
  test("the stock client's page names its libraries", () => {
    const html = '<script src="node_modules/a/a.js"></script><link href="node_modules/b/b.css"><script src="dist/c.js">';
    expect(nodeModuleReferences(html)).toEqual(["node_modules/a/a.js", "node_modules/b/b.css"]);
  });
  test("a style sheet's own files, not those of elsewhere", () => {
    const css = "a{src:url('../f/x.woff?v=1#i') url(data:x) url(https://e.org/i.png)} b{background:url( i.svg )}";
    expect(styleReferences(css)).toEqual(["../f/x.woff", "i.svg"]);
  });
});
