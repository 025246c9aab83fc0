import type { Paint } from '../paint.js';
import { cells, printable } from '../printable.js';
import { wrapped } from '../wrap.js';
import { clock } from './clock.js';
import type { Row } from './rows.js';

/** What stands above the rows. */
export const TIMELINE_HEAD = `${'TIME'.padStart(9)}  ${'READY'.padEnd(11)}  WHAT`;

/** Width of time and counts. */
const INDENT = 24;

/** Left of what kubectl printed: less, for tables are wide. */
const TABLE_INDENT = 11;
/** The same where the table does not fit. */
const NARROW_INDENT = 2;

/** A row of the timeline as text, wrapped at `columns`. */
export function rowLine(row: Row, paint: Paint, columns: number): string {
  const time = row.kind === 'folded' ? '' : clock(row.at);
  const width = Math.max(40, columns - INDENT);
  const lines = wrapped(printable(row.text), width);
  const reason = row.because === '' ? '' : `(${printable(row.because)})`;
  const isBehind = cells(lines.at(-1) ?? '') + 2 + cells(reason) <= width;
  const below = isBehind || reason === '' ? [] : wrapped(reason, width);
  const tail = isBehind && reason !== '' ? paint('faint', `  ${reason}`) : '';
  const shown = lines.map((line, place) => toned(row, line, paint) + (place === lines.length - 1 ? tail : ''));
  const text = [...shown, ...below.map((line) => paint('faint', line))].join(`\n${' '.repeat(INDENT)}`);
  const line = `${time.padStart(9)}  ${readyText(row).padEnd(11)}  ${text}`.trimEnd();
  // A table of kubectl is as wide as it is: its columns are what it says.
  const printed = (row.said ?? []).map((said) => printable(withoutTabs(said)));
  const widest = printed.reduce((most, one) => Math.max(most, one.length), 0);
  const indent = ' '.repeat(widest + TABLE_INDENT > columns ? NARROW_INDENT : TABLE_INDENT);
  return [line, ...printed.map((said) => `${indent}${said}`.trimEnd())].join('\n');
}

/** With spaces up to the next tab stop, as a terminal shows it: every eight cells. */
function withoutTabs(text: string): string {
  const [first = '', ...others] = text.split('\t');
  return others.reduce((before, part) => before + ' '.repeat(8 - (before.length % 8)) + part, first);
}

function toned({ kind }: Row, line: string, paint: Paint): string {
  if (kind === 'step') return paint('strong', line);
  if (kind === 'warning') return paint('warning', line);
  return kind === 'folded' ? paint('faint', line) : line;
}

/** `4/5 -1`: ready, in all, and terminating besides. */
export function readyText({ counts }: Row): string {
  if (counts === undefined) return '';
  const going = counts.terminating > 0 ? ` -${counts.terminating}` : '';
  return `${counts.ready}/${counts.total}${going}`;
}
