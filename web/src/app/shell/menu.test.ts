import { describe, expect, test } from "vitest";
import type { MenuItem } from "@/api/types";
import { activeLeaf, groupsAround, isOutside, leaves } from "./menu";

const leaf = (key: string, label: string): MenuItem => ({ key, label, icon: "" });
const menu: MenuItem[] = [
  leaf("/cockpit", "驾驶舱"),
  { key: "sales", label: "销售", icon: "sale", children: [leaf("/documents/sale_order", "销售订单"), leaf("/documents/sale", "x")] },
  leaf("/erp", "ERP"),
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
