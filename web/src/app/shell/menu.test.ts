import { describe, expect, test } from "vitest";
import type { MenuItem } from "@/api/types";
import { activeLeaf, groupsAround, isOutside, leaves } from "./menu";

const menu: MenuItem[] = [
  { key: "/cockpit", label: "驾驶舱" },
  { key: "sales", label: "销售", children: [{ key: "/documents/sale_order", label: "销售订单" }, { key: "/documents/sale", label: "x" }] },
  { key: "/erp", label: "ERP" },
];

describe("menu", () => {
  test("a document's form keeps its list's entry active", () => {
    expect(activeLeaf(menu, "/documents/sale_order/12")?.key).toBe("/documents/sale_order");
    expect(activeLeaf(menu, "/documents/sale")?.key).toBe("/documents/sale");
  });
  test("an unknown path has no active entry", () => {
    expect(activeLeaf(menu, "/nowhere")).toBeNull();
  });
  test("the group around a leaf is opened", () => {
    expect(groupsAround(menu, "/documents/sale_order")).toEqual(["sales"]);
    expect(groupsAround(menu, "/cockpit")).toEqual([]);
  });
  test("the stock client leaves the app", () => {
    expect(isOutside("/erp")).toBe(true);
    expect(isOutside("/erpx")).toBe(false);
    expect(leaves(menu)).toHaveLength(4);
  });
});
