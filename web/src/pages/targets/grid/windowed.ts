/** Which lines of a long grid are in sight, where lines have one of two heights. */

export interface Window {
  first: number;
  /** The line after the last one in sight. */
  end: number;
}

/** The upper edge of each line, and of the end. */
export function edges(heights: readonly number[]): number[] {
  const found = [0];
  for (const height of heights) found.push((found.at(-1) ?? 0) + height);
  return found;
}

/** The line at a height: the last one whose upper edge is not below it. */
export function lineAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines to draw, with some beyond both edges so that scrolling shows no gaps. */
export function inSight(tops: readonly number[], scroll: number, height: number, beyond = 6): Window {
  const count = tops.length - 1;
  return {
    first: Math.max(0, lineAt(tops, scroll) - beyond),
    end: Math.min(count, lineAt(tops, scroll + height) + 1 + beyond),
  };
}
