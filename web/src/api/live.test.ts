import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LiveConnection } from "./live";

class FakeSource extends EventTarget {
  closed = false;
  close() {
    this.closed = true;
  }
  say(kind: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
}

let sources: FakeSource[] = [];
const connection = () =>
  new LiveConnection("/api/events", () => {
    const source = new FakeSource();
    sources.push(source);
    return source as unknown as EventSource;
  });

beforeEach(() => {
  sources = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("live connection", () => {
  test("hands on what the server says", () => {
    const live = connection();
    const heard: unknown[] = [];
    live.on("facts", (event) => heard.push(event.version));
    live.on("document", (event) => heard.push(event.model));
    live.start();
    sources[0]?.say("facts", { version: 7, facts: ["sale_line"] });
    sources[0]?.say("document", { model: "sale.sale", id: 1, operation: "write" });
    expect(heard).toEqual([7, "sale.sale"]);
  });

  test("comes back after a break, says since when it was away, and that events may be missing", () => {
    const live = connection();
    const resumed = vi.fn();
    live.on("resumed", resumed);
    live.start();
    sources[0]?.dispatchEvent(new Event("open"));
    expect(live.status.state).toBe("online");
    sources[0]?.dispatchEvent(new Event("error"));
    expect(live.status.state).toBe("offline");
    const since = live.status.since;
    expect(since).toBeInstanceOf(Date);
    expect(sources[0]?.closed).toBe(true);
    vi.advanceTimersByTime(1_000);
    sources[1]?.dispatchEvent(new Event("error"));
    expect(live.status.since).toBe(since);
    vi.advanceTimersByTime(1_999);
    expect(sources).toHaveLength(2);
    vi.advanceTimersByTime(1);
    sources[2]?.dispatchEvent(new Event("open"));
    expect(live.status).toEqual({ state: "online", since: null });
    expect(resumed).toHaveBeenCalledOnce();
  });

  test("a server that falls silent is gone within five seconds, and comes back by itself", () => {
    const live = connection();
    const resumed = vi.fn();
    live.on("resumed", resumed);
    live.start();
    sources[0]?.dispatchEvent(new Event("open"));
    for (let beat = 0; beat < 10; beat += 1) {
      vi.advanceTimersByTime(2_000);
      sources[0]?.say("beat", {});
    }
    expect(live.status.state).toBe("online");
    vi.advanceTimersByTime(5_000);
    expect(live.status.state).toBe("offline");
    expect(sources[0]?.closed).toBe(true);
    // an attempt that gets no answer either is given up, and another one made
    vi.advanceTimersByTime(8_000);
    expect(live.status.state).toBe("offline");
    expect(sources.length).toBeGreaterThan(2);
    sources.at(-1)?.dispatchEvent(new Event("open"));
    expect(live.status.state).toBe("online");
    expect(resumed).toHaveBeenCalledOnce();
    live.stop();
  });

  test("stays silent after the end", () => {
    const live = connection();
    live.start();
    live.stop();
    vi.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
    expect(sources[0]?.closed).toBe(true);
  });
});
