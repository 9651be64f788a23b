import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { describe, expect, test } from "vitest";
import { FirstSteps } from "./FirstSteps";

const STEPS = [
  { key: "units", label: "建立组织架构", hint: "添加部门", route: "/documents/org_unit", done: true },
  { key: "users", label: "开通登录账号", hint: "分配角色", route: "/erp", done: false },
];

const draw = (steps: typeof STEPS) =>
  render(
    <MemoryRouter>
      <FirstSteps steps={steps} />
    </MemoryRouter>,
  );

describe("first steps", () => {
  test("each leads to its page, the ERP to a tab of its own; done ones are marked", () => {
    draw(STEPS);
    expect(screen.getByRole("link", { name: "建立组织架构" }).getAttribute("href")).toBe("/documents/org_unit");
    const erp = screen.getByRole("link", { name: "开通登录账号" });
    expect(erp.getAttribute("href")).toBe("/erp/");
    expect(erp.getAttribute("target")).toBe("_blank");
    const done = [...document.querySelectorAll("[data-step]")].map((item) => item.getAttribute("data-done"));
    expect(done).toEqual(["true", "false"]);
  });

  test("nothing is drawn when there is nothing to do", () => {
    const { container } = draw([]);
    expect(container.childElementCount).toBe(0);
  });
});
