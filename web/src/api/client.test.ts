import { afterEach, describe, expect, test, vi } from "vitest";
import { address, call, download, get, post, setCsrf, whenSessionEnds } from "./client";
import { ApiError } from "./errors";

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn<typeof fetch>(async () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const failure = (promise: Promise<unknown>) => promise.then(() => null, (error: unknown) => error as ApiError);

afterEach(() => {
  vi.unstubAllGlobals();
  whenSessionEnds(() => undefined);
  setCsrf("");
});

describe("calls", () => {
  test("writes carry the CSRF value and the language, reads only the language", async () => {
    const fetched = answer(200, { ok: true });
    setCsrf("token-1");
    await post("/api/logout");
    await get("/api/me");
    const headersOf = (i: number) => fetched.mock.calls[i]?.[1]?.headers as Record<string, string>;
    expect(headersOf(0)).toMatchObject({ "X-Baton-CSRF": "token-1", "Accept-Language": "zh-CN" });
    expect(headersOf(1)).not.toHaveProperty("X-Baton-CSRF");
  });

  test("an empty answer is nothing, not an error", async () => {
    answer(200, "");
    expect(await call("POST", "/api/logout")).toBeUndefined();
  });

  test("what the ERP wants confirmed comes with its name and text", async () => {
    answer(409, { error: { code: "kernel.warning", message: "超出信用额度", warnings: [{ name: "w1", text: "超出信用额度" }] } });
    const error = await failure(post("/api/x"));
    expect(error?.conflict).toBe(true);
    expect(error?.warnings).toEqual([{ name: "w1", text: "超出信用额度" }]);
  });

  test("the server's message, position and findings reach the user", async () => {
    answer(400, { error: { code: "metrics.unknown_name", message: "不认识“销售客”", position: 4, findings: ["b"] } });
    const error = await failure(get("/api/x"));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, code: "metrics.unknown_name", message: "不认识“销售客”", position: 4 });
    expect(error?.findings).toEqual([{ message: "b" }]);
  });

  test("an answer that is no JSON still says what happened", async () => {
    answer(502, "<html>Bad gateway</html>");
    expect((await failure(get("/api/x")))?.message).toContain("502");
  });

  test("a server out of reach is named as such", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
    expect(await failure(get("/api/x"))).toMatchObject({ status: 0, code: "network" });
  });

  test("the session's end is told, but a wrong password is not one", async () => {
    const ended = vi.fn();
    whenSessionEnds(ended);
    answer(401, { error: { code: "kernel.login", message: "登录名或密码不对" } });
    await failure(post("/api/login", {}));
    expect(ended).not.toHaveBeenCalled();
    await failure(get("/api/me"));
    expect(ended).toHaveBeenCalledOnce();
  });

  test("a conflict is told from other errors", async () => {
    answer(409, { error: { code: "kernel.changed", message: "别人刚改过" } });
    expect((await failure(post("/api/x")))?.conflict).toBe(true);
  });
});

describe("addresses", () => {
  test("leave empty values out, repeat lists, escape", () => {
    expect(address("/api/v", { period: "2026-11", org: null, q: "", by: ["a", "b"], name: "销售 & co" })).toBe(
      "/api/v?period=2026-11&by=a&by=b&name=%E9%94%80%E5%94%AE+%26+co",
    );
    expect(address("/api/v")).toBe("/api/v");
  });
});

describe("files", () => {
  test("keep the server's name, in Chinese too", async () => {
    answer(200, "x", { "Content-Disposition": "attachment; filename=\"x.xlsx\"; filename*=UTF-8''%E9%94%80%E5%94%AE.xlsx" });
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function click(this: HTMLAnchorElement) {
      names.push(this.download);
    });
    await download("/api/export.xlsx", undefined, "fallback.xlsx");
    expect(names).toEqual(["销售.xlsx"]);
  });
});
