import { describe, expect, test } from "vitest";
import type { Anomalies, Forecast } from "@/api/gen";
import { outlook } from "./outlook";

const words = {
  period: (label: string) => label,
  figure: (value: string | null) => String(value),
  band: (value: string, low: string, high: string) => `${value} ${low} ${high}`,
};

const forecast = (landing: Forecast["landing"]) =>
  ({
    period: "2026-03",
    landing,
    past: [
      { period: "2026-01", value: "10" },
      { period: "2026-02", value: "12" },
    ],
    coming: [{ period: "2026-04", value: "13", low: "9", high: "17" }],
  }) as Forecast;

const anomalies = { spikes: [], shifts: [{ since: "2026-02" }] } as unknown as Anomalies;

describe("outlook", () => {
  test("what is expected begins where what was ends", () => {
    const points = outlook(forecast({ value: "11", low: "8", high: "14", sure: 0.8, share: 0.5 }), anomalies, words);
    expect(points.map(({ value, expected }) => [value, expected])).toEqual([
      [10, null],
      [12, 12],
      [null, 11],
      [null, 13],
    ]);
    expect(points[1]?.mark).toBe("shift");
    expect(points[2]?.text).toBe("11 8 14");
  });

  test("a period that is over is drawn as what was", () => {
    const points = outlook(forecast({ value: "11", low: "11", high: "11", sure: 0.8, share: 1 }), undefined, words);
    expect(points.map(({ value }) => value)).toEqual([10, 12, 11, null]);
  });

  test("a short history gives the past alone", () => {
    expect(outlook({ ...forecast(null), coming: [] }, undefined, words)).toHaveLength(2);
  });
});
