/** From the earlier figure to the later one in steps of a breakdown or of price, volume and mix. */
import type { Breakdown, Causes, PriceVolume } from "@/api/gen";
import type { WaterfallStep } from "@/widgets/chart/WaterfallChart";

interface Words {
  before: string;
  after: string;
  others: string;
  write: (value: string | null) => string;
  effect: (value: string) => string;
}

/** Steps shown one by one; the others are one step. */
const STEPS = 7;

type Named = { name: string; effect: string };

function kindOf(effect: number, direction: string): WaterfallStep["kind"] {
  if (effect === 0 || (direction !== "higher" && direction !== "lower")) return "plain";
  return effect > 0 === (direction === "higher") ? "better" : "worse";
}

function fall(found: Causes, parts: Named[], words: Words): WaterfallStep[] {
  if (found.before === null || found.after === null) return [];
  let at = Number(found.before);
  const steps: WaterfallStep[] = [
    { name: words.before, from: 0, to: at, kind: "total", text: words.write(found.before) },
  ];
  for (const { name, effect } of parts) {
    const size = Number(effect);
    steps.push({ name, from: at, to: at + size, kind: kindOf(size, found.direction), text: words.effect(effect) });
    at += size;
  }
  steps.push({ name: words.after, from: 0, to: Number(found.after), kind: "total", text: words.write(found.after) });
  return steps;
}

/** The members of a dimension, the largest effects first, all others together. */
export function ofBreakdown(found: Causes, breakdown: Breakdown, words: Words): WaterfallStep[] {
  const ordered = breakdown.members.toSorted((a, b) => Math.abs(Number(b.effect)) - Math.abs(Number(a.effect)));
  const shown = ordered.slice(0, STEPS);
  const rest = ordered.slice(STEPS).reduce((sum, one) => sum + Number(one.effect), Number(breakdown.rest));
  const size = Math.abs(Number(found.change ?? 0));
  const parts: Named[] = [...shown];
  if (Math.abs(rest) > size * 1e-6) parts.push({ name: words.others, effect: String(rest) });
  return fall(found, parts, words);
}

export const PRICE_PARTS = ["price", "volume", "mix", "new", "lost", "other"] as const;

/** Price, volume, mix, new and dropped products; parts that did nothing are left out. */
export function ofPrices(
  found: Causes,
  prices: PriceVolume,
  names: Record<(typeof PRICE_PARTS)[number], string>,
  words: Words,
): WaterfallStep[] {
  const parts = PRICE_PARTS.filter((part) => Number(prices[part]) !== 0).map((part) => ({
    name: names[part],
    effect: prices[part],
  }));
  return fall(found, parts, words);
}
