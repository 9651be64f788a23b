import { afterEach, describe, expect, test } from "vitest";
import { writeMoment, writeTime } from "./date";
import { today } from "./period";
import { momentOf, setZone, wallTime } from "./zone";

afterEach(() => setZone(null));

describe("the company's time", () => {
  test("a moment reads the same wherever the reader's browser stands", () => {
    setZone("Asia/Shanghai");
    // 23:30 UTC is 07:30 of the next morning in Shanghai
    expect(writeMoment("2026-11-23T23:30:00Z", "zh-CN")).toBe("2026-11-24 07:30");
    expect(writeMoment("2026-11-23T23:30:00Z", "en")).toBe("24 Nov 2026, 07:30");
    expect(writeTime(new Date("2026-11-23T23:30:05Z"), "zh-CN")).toBe("07:30:05");
    expect(writeMoment("2026-11-23T23:30:00", "zh-CN")).toBe("2026-11-24 07:30");
    expect(writeMoment("2026-11-24T07:30:00+08:00", "zh-CN")).toBe("2026-11-24 07:30");
    setZone("America/New_York");
    expect(writeMoment("2026-11-23T23:30:00Z", "zh-CN")).toBe("2026-11-23 18:30");
  });

  test("today is the company's day", () => {
    const moment = new Date("2026-11-23T23:30:00Z");
    setZone("Asia/Shanghai");
    expect(today(moment)).toBe("2026-11-24");
    setZone("Europe/London");
    expect(today(moment)).toBe("2026-11-23");
  });

  test.each(["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])(
    "what is typed as wall time in %s comes back as the same wall time",
    (name) => {
      setZone(name);
      for (const wall of ["2026-11-24T08:05:00", "2026-03-08T03:30:00", "2026-07-01T00:00:00", "2026-12-31T23:59:00"]) {
        expect(wallTime(momentOf(wall))).toBe(wall);
      }
    },
  );

  test("a zone that no browser knows is the reader's own", () => {
    setZone("Mars/Olympus");
    const moment = new Date(2026, 10, 24, 8, 5);
    expect(wallTime(moment)).toBe("2026-11-24T08:05:00");
    expect(today(moment)).toBe("2026-11-24");
  });
});
