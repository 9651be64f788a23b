/** Digits behind the point that can be read from across a room. Pure. */
import type { Card } from "@/api/types";

export function shownDecimals(card: Pick<Card, "unit" | "decimals">): number {
  return card.unit === "ratio" ? Math.min(card.decimals, 1) : card.decimals;
}
