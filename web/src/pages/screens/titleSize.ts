/** How large a title is set so that it fits its widget. Pure. */

/** Units of a column with its gap, of a panel's edges with the title's mark, and of a period's note. */
const COLUMN = 78;
const EDGES = 68;
const NOTE = 96;

const LARGEST = 24;
const SMALLEST = 17;

/** Ems of a text: a Chinese character is one, a Latin one a little more than half. */
const ems = (text: string) => [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 1 : 0.6), 0);

/** Units, from 24 down to 17, below which nobody reads it from afar. */
export function titleSize(title: string, cells: number, noted: boolean): number {
  const room = cells * COLUMN - EDGES - (noted ? NOTE : 0);
  return Math.max(SMALLEST, Math.min(LARGEST, Math.floor(room / Math.max(1, ems(title)))));
}
