/** How many rows of a list fit into a widget. Pure. */

/** Units of one cell of the grid, of the gap between cells, and of a panel's edge and title. */
const CELL = 66;
const GAP = 16;
const FRAME = 68;

/** Whole rows of `height` units that fit into a widget of `cells` rows; at least one. */
export function rowsThatFit(cells: number, height: number): number {
  return Math.max(1, Math.floor((cells * CELL + (cells - 1) * GAP - FRAME) / height));
}
