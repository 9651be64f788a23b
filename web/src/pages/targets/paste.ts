/** What is copied between the grid and a spreadsheet: lines of cells, divided by tabs. */

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Placed {
  row: number;
  column: number;
  text: string;
}

/** Read copied cells; a cell in quotes may hold tabs, line breaks and doubled quotes. */
export function parseTable(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n");
  for (let i = 0; i < source.length; i++) {
    const letter = source[i] ?? "";
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t" || letter === "\n") {
      rows.at(-1)?.push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows.at(-1)?.push(cell);
  // A spreadsheet ends its last line with a break.
  if (rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === "") rows.pop();
  return rows;
}

/**
 * Where pasted cells go: from the upper left of the selection on. One single cell fills the whole
 * selection; so does a block that the selection is a multiple of. `lost` cells fall outside the grid.
 */
export function place(table: readonly (readonly string[])[], selection: Range, rows: number, columns: number): { placed: Placed[]; lost: number } {
  const height = table.length;
  const width = Math.max(0, ...table.map((line) => line.length));
  const tall = selection.bottom - selection.top + 1;
  const wide = selection.right - selection.left + 1;
  const repeats = tall % height === 0 && wide % width === 0;
  const down = repeats ? tall : height;
  const across = repeats ? wide : width;
  const placed: Placed[] = [];
  let lost = 0;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const text = table[y % height]?.[x % width];
      if (text === undefined) continue;
      const row = selection.top + y;
      const column = selection.left + x;
      if (row < rows && column < columns) placed.push({ row, column, text });
      else lost++;
    }
  }
  return { placed, lost };
}

/** Cells as text for a spreadsheet. */
export function writeTable(table: readonly (readonly string[])[]): string {
  return table.map((line) => line.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");
}
