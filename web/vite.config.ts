import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { copyErpClient, copyPrintFonts } from "./scripts/assets.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env["BATON_SERVER"] ?? "http://127.0.0.1:8700";

export default defineConfig({
  plugins: [react(), copyErpClient(here("."), "sao"), copyPrintFonts(here("."), "fonts")],
  resolve: { alias: { "@": here("./src") } },
  build: {
    outDir: here("../src/baton/api/static"),
    emptyOutDir: true,
    target: "es2023",
    // ECharts is one lazy chunk of its own; only the entry's size is watched (structure test).
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { host: "127.0.0.1", proxy: { "/api": server, "/erp": server } },
  test: {
    environment: "happy-dom",
    include: ["{src,scripts}/**/*.test.{ts,tsx}"],
    setupFiles: ["src/app/test-setup.ts"],
    env: { TZ: "Asia/Shanghai" },
    css: false,
  },
});
