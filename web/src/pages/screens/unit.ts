/** The size of a screen's unit. Pure. */

/** Below this width a screen is read on a phone: one column, scrolled. */
export const NARROW = 760;

/** A unit is a pixel on 1920 × 1080 and grows and shrinks with the picture. */
export function unitOf(width: number, height: number): number {
  if (width < NARROW) return width / 640;
  return Math.min(width / 1920, height / 1080);
}
