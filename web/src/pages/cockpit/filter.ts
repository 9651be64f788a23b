import type { Card, Light } from "@/api/types";

/** Which cards are shown: all, those of one light, or those without any. */
export type Filter = "all" | Light | "none";

export const FILTERS: readonly Filter[] = ["all", "red", "amber", "green", "none"];

/** Whether there is a figure or a target to show; the others are only named. */
export function hasFigure(card: Card): boolean {
  return card.value !== null || card.target !== null;
}

export function matches(card: Card, filter: Filter): boolean {
  if (filter === "all") return true;
  return filter === "none" ? card.light === null : card.light === filter;
}
