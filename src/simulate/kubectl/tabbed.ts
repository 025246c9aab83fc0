/**
 * Lines whose cells end with tabs, as Go's text/tabwriter aligns them with kubectl's settings (padding 2, spaces): cells
 * of one column in lines that follow each other have one width. The last cell of a line belongs to no column.
 */
export function tabbed(lines: readonly string[], padding = 2): string[] {
  const cells = lines.flatMap((line) => line.split('\n')).map((line) => line.split('\t'));
  const widths = cells.map((row) => row.map(() => 0));
  const deepest = Math.max(0, ...cells.map((row) => row.length - 1));
  for (let column = 0; column < deepest; column++) {
    for (let from = 0; from < cells.length; from++) {
      if (!hasColumn(cells[from], column)) continue;
      let to = from;
      let width = 0;
      for (; hasColumn(cells[to], column); to++) width = Math.max(width, (cells[to]?.[column]?.length ?? 0) + padding);
      for (let row = from; row < to; row++) {
        const own = widths[row];
        if (own !== undefined) own[column] = width;
      }
      from = to;
    }
  }
  return cells.map((row, place) =>
    row.map((cell, column) => (column < row.length - 1 ? cell.padEnd(widths[place]?.[column] ?? 0) : cell)).join(''),
  );
}

function hasColumn(row: readonly string[] | undefined, column: number): boolean {
  return row !== undefined && row.length - 1 > column;
}
