/** Build steps that copy files of npm packages into the served folder. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Plugin } from "vite";

const FONT = "@expo-google-fonts/noto-sans-sc";
const PRINT_FONTS = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"];

/** The folder of an installed package, found the way Node finds it (hoisted or nested). */
function packageHome(root: string, name: string): string {
  return dirname(createRequire(join(root, "package.json")).resolve(`${name}/package.json`));
}

/** The files that a page loads from `node_modules/`, in the order of the page. */
export function nodeModuleReferences(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="(node_modules\/[^"]+)"/g)].map((match) => match[1] ?? "");
}

/** Relative files that a style sheet loads (fonts, pictures), without query and fragment. */
export function styleReferences(css: string): string[] {
  return [...css.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)/g)]
    .map((match) => (match[1] ?? "").trim().replace(/[?#].*$/, ""))
    .filter((url) => url !== "" && !/^(data:|https?:|\/\/)/.test(url));
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
  if (!from.endsWith(".css")) return;
  for (const url of styleReferences(readFileSync(from, "utf8"))) {
    const part = join(dirname(from), url);
    if (existsSync(part)) cpSync(part, join(dirname(to), url), { recursive: true });
  }
}

/** Tryton's stock web client with just the library files its page names; served at `/erp`. */
export function copyErpClient(root: string, folder: string): Plugin {
  let out = "";
  return {
    name: "baton-erp-client",
    apply: "build",
    configResolved(config) {
      out = config.build.outDir;
    },
    closeBundle() {
      const target = join(out, folder);
      const home = packageHome(root, "tryton-sao");
      for (const part of ["dist", "images", "sounds"]) cpSync(join(home, part), join(target, part), { recursive: true });
      for (const file of readdirSync(join(home, "locale"))) {
        if (file.endsWith(".json")) copyFile(join(home, "locale", file), join(target, "locale", file));
      }
      for (const file of ["COPYRIGHT", "LICENSE"]) copyFile(join(home, file), join(target, file));
      const html = readFileSync(join(home, "index.html"), "utf8");
      for (const reference of nodeModuleReferences(html)) {
        copyFile(join(root, reference), join(target, reference));
      }
      writeFileSync(join(target, "index.html"), html);
      writeFileSync(join(target, "custom.js"), "");
      writeFileSync(join(target, "custom.css"), "");
    },
  };
}

/** Chinese TrueType fonts that the server prints PDF documents with (SIL Open Font License). */
export function copyPrintFonts(root: string, folder: string): Plugin {
  let out = "";
  return {
    name: "baton-print-fonts",
    apply: "build",
    configResolved(config) {
      out = config.build.outDir;
    },
    closeBundle() {
      const target = join(out, folder);
      const home = packageHome(root, FONT);
      for (const font of PRINT_FONTS) copyFile(join(home, font), join(target, font.replace(/^.*\//, "")));
      copyFile(join(home, "LICENSE_FONT"), join(target, "LICENSE_FONT"));
    },
  };
}

/** Files below a folder, as paths relative to it. */
export function filesBelow(folder: string, base = folder): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path, base) : [relative(base, path)];
  });
}
