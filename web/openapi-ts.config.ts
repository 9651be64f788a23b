import { defineConfig } from "@hey-api/openapi-ts";

// `openapi.json` is written by `python -m baton.api.openapi`; only types are generated, the one
// fetch wrapper of src/api/client.ts carries session, CSRF token and errors for every call.
export default defineConfig({
  input: "openapi.json",
  output: { path: "src/api/gen" },
  plugins: ["@hey-api/typescript"],
});
