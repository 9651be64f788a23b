import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import type { ScreenData } from "@/api/types";
import { Feed, GATHER_MS, QUIET_MS } from "./feed";

const answer = (version: number): ScreenData => ({ version, as_of: "2026-11-24T08:00:00Z", today: "2026-11-24", widgets: {} });
const gone = () => new ApiError(0, { code: "network", message: "gone" });

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-24T16:00:00+08:00") }));
afterEach(() => void vi.useRealTimers());

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe("a screen's feed", () => {
  test("fetches at once, then when facts change, a burst by one call", async () => {
    let version = 0;
    const fetchData = vi.fn(() => Promise.resolve(answer(++version)));
    const feed = new Feed(fetchData);
    feed.start();
    await settle();
    expect(feed.state.data?.version).toBe(1);
    for (let event = 0; event < 20; event++) feed.changed();
    await settle(GATHER_MS);
    expect(fetchData).toHaveBeenCalledTimes(2);
    await settle(QUIET_MS);
    expect(fetchData).toHaveBeenCalledTimes(3);
    feed.stop();
  });

  test("keeps the last figures while the server is gone, says since when, and recovers", async () => {
    const answers: (() => Promise<ScreenData>)[] = [
      () => Promise.resolve(answer(1)),
      () => Promise.reject(gone()),
      () => Promise.reject(gone()),
      () => Promise.reject(gone()),
      () => Promise.resolve(answer(2)),
    ];
    let call = 0;
    const feed = new Feed(() => (answers[call++] ?? (() => Promise.resolve(answer(3))))());
    feed.start();
    await settle();
    feed.changed();
    await settle(GATHER_MS);
    expect(feed.state.data?.version).toBe(1);
    const since = feed.state.since;
    expect(since).not.toBeNull();
    await settle(1_000); // the first pause, then twice as long
    expect(call).toBe(3);
    await settle(1_999);
    expect(call).toBe(3);
    await settle(1);
    expect(call).toBe(4);
    expect(feed.state.since).toBe(since);
    await settle(4_000);
    expect(feed.state).toMatchObject({ since: null, over: null });
    expect(feed.state.data?.version).toBe(2);
    feed.stop();
  });

  test("shows nothing any more when the right to look is gone", async () => {
    let call = 0;
    const over = new ApiError(401, { code: "services.link_over", message: "revoked" });
    const feed = new Feed(() => (call++ === 0 ? Promise.resolve(answer(1)) : Promise.reject(over)));
    feed.start();
    await settle();
    feed.changed();
    await settle(GATHER_MS);
    expect(feed.state).toEqual({ data: null, since: null, over: "revoked" });
    await settle(10 * QUIET_MS);
    expect(call).toBe(2);
  });

  test("a change during a call is asked for after it", async () => {
    let finish: (data: ScreenData) => void = () => undefined;
    let call = 0;
    const feed = new Feed(() => {
      call++;
      return new Promise((resolve) => (finish = resolve));
    });
    feed.start();
    await settle();
    feed.changed();
    await settle(GATHER_MS);
    expect(call).toBe(1);
    finish(answer(1));
    await settle(GATHER_MS);
    expect(call).toBe(2);
    feed.stop();
  });

  test("stopped, it asks no more and leaves no timer", async () => {
    const fetchData = vi.fn(() => Promise.resolve(answer(1)));
    const feed = new Feed(fetchData);
    feed.start();
    await settle();
    feed.stop();
    feed.changed();
    await settle(10 * QUIET_MS);
    expect(fetchData).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("stopped during a call and begun again, it goes on as if nothing was", async () => {
    const signals: AbortSignal[] = [];
    const feed = new Feed((signal) => {
      signals.push(signal);
      return signals.length > 1
        ? Promise.resolve(answer(signals.length))
        : new Promise((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))));
    });
    feed.start();
    feed.stop();
    feed.start();
    await settle(GATHER_MS);
    expect(feed.state).toMatchObject({ since: null, over: null });
    expect(feed.state.data?.version).toBe(2);
    feed.stop();
  });
});
