import { render, screen } from "@testing-library/react";
import { act } from "react";
import { MemoryRouter } from "react-router";
import { describe, expect, test } from "vitest";
import type { Card } from "@/api/types";
import { KpiCard } from "./KpiCard";
import styles from "./KpiCard.module.css";

const card: Card = {
  code: "sales_revenue",
  name: "销售收入",
  unit: "CNY",
  decimals: 2,
  direction: "higher",
  value: "8600000.50",
  target: "8200000",
  achievement: "1.04878",
  light: "green",
  change: "-0.0812",
  change_kind: "relative",
  trend: [
    { period: "2026-10", value: "9360000", target: "8200000" },
    { period: "2026-11", value: "8600000.50", target: "8200000" },
  ],
  state: "ok",
};

const show = (given: Partial<Card>, search = "?period=2026-11") => (
  <MemoryRouter>
    <KpiCard card={{ ...card, ...given }} period="2026-11" search={search} />
  </MemoryRouter>
);

describe("KPI card", () => {
  test("shows value, target, achievement, change and light, and leads to its page", () => {
    render(show({}));
    const link = screen.getByRole("link");
    expect(link.getAttribute("href")).toBe("/indicators/sales_revenue?period=2026-11");
    const text = link.textContent;
    for (const part of ["销售收入", "达标", "860", "万", "104.9%", "目标 ¥820万", "8.1%", "较上月"]) expect(text).toContain(part);
    expect(text).not.toContain("-8.1%"); // the arrow and its word say the way
    expect(text).toContain("下降");
  });

  test("a ratio's change is in percentage points", () => {
    render(show({ unit: "ratio", value: "0.283", target: "0.3", change: "0.0125", change_kind: "points", decimals: 1 }));
    expect(screen.getByRole("link").textContent).toContain("1.3 个百分点");
  });

  test("without a source there is a dash and a reason, never a zero", () => {
    render(show({ value: null, target: null, achievement: null, light: null, change: null, trend: [], state: "no_source" }));
    const text = screen.getByRole("link").textContent;
    expect(text).toContain("—");
    expect(text).toContain("没有数据来源");
    expect(text).not.toContain("0");
  });

  test("lights up when the figure moves by itself, not when another period is chosen", () => {
    const { rerender } = render(show({}));
    const lit = () => screen.getByRole("link").classList.contains(styles.lit ?? "lit");
    expect(lit()).toBe(false);
    act(() => rerender(show({ value: "8600100.50" })));
    expect(lit()).toBe(true);
    act(() => rerender(show({ value: "1" }, "?period=2026-10")));
    expect(lit()).toBe(false);
  });
});
