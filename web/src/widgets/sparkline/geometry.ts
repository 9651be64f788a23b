/** Where the points of a sparkline go. */

export interface Point {
  x: number;
  y: number;
}

/** Room for the last point's dot and the line's width, px. */
const MARGIN = 4;

/** Fit values and target into the picture; empty values stay gaps; a flat line runs in the middle. */
export function scale(values: (number | null)[], target: number | null, width: number, height: number) {
  const known = [...values, target].filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const room = height - 2 * MARGIN;
  const y = (value: number) => (high === low ? height / 2 : MARGIN + room * (1 - (value - low) / (high - low)));
  const step = values.length > 1 ? (width - 2 * MARGIN) / (values.length - 1) : 0;
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    values: values.map((value, i): Point | null => (value === null ? null : { x: round(MARGIN + i * step), y: round(y(value)) })),
    target: target === null ? null : round(y(target)),
  };
}

/** An SVG path through the points; with `floor`, closed down to it as an area. */
export function line(points: (Point | null)[], floor?: number): string {
  const runs: Point[][] = [];
  let open = false;
  for (const point of points) {
    if (point === null) {
      open = false;
      continue;
    }
    if (open) runs.at(-1)?.push(point);
    else runs.push([point]);
    open = true;
  }
  return runs
    .map((run) => {
      const path = run.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x} ${y}`).join("");
      return floor === undefined ? path : `${path}L${run.at(-1)?.x} ${floor}L${run[0]?.x} ${floor}Z`;
    })
    .join("");
}
