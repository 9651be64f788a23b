/** A dial of 240°: from lower left over the top to lower right. Pure. */

export interface Dial {
  /** Whether the needle shows the share of the target reached, or the figure (a rate) itself. */
  kind: "achievement" | "rate";
  /** How far the dial is filled, 0–1. */
  share: number;
  /** Where the target stands, 0–1. */
  mark: number | null;
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));

/** The achievement dial ends at 120 % so that more than the target can be seen. */
export const FULL = 1.2;

export function gaugeOf(unit: string, value: number | null, target: number | null, achievement: number | null): Dial {
  if (unit === "ratio" && value !== null && value <= 1 && value >= 0) {
    // Small rates (scrap 1.4 %, goal 2 %) would be lost on a dial to 100 %.
    const end = target !== null && target < 0.25 ? Math.max(target * 2, value * 1.2) : 1;
    return { kind: "rate", share: clamp(value / end), mark: target === null ? null : clamp(target / end) };
  }
  if (target === null || achievement === null) return { kind: "rate", share: 0, mark: null };
  return { kind: "achievement", share: clamp(achievement / FULL), mark: 1 / FULL };
}

/** The path of a part of the dial, from and to as 0–1. */
export function arc(from: number, to: number): string {
  const at = (share: number) => {
    const angle = ((210 - 240 * share) * Math.PI) / 180;
    return `${(100 + 84 * Math.cos(angle)).toFixed(2)} ${(92 - 84 * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${at(from)}A84 84 0 ${(to - from) * 240 > 180 ? 1 : 0} 1 ${at(to)}`;
}
