import type { Change } from '../../lint/changes.js';
import type { Layout } from '../layout.js';
import { type Paint, paintWith } from '../paint.js';
import { pretty } from '../pretty.js';
import { printable } from '../printable.js';
import { wrapped } from '../wrap.js';
import { consequence, countsText, fieldText, nameOf } from './change-text.js';
import type { PlanReport } from './plan-report.js';

/** More fields of one object are only counted, unless everything is asked for. */
const MAX_FIELDS = 12;
const SIGNS = { created: '+', changed: '~', removed: '-', unchanged: ' ' } as const;

/** The layout of a plan: long lines are wrapped for eyes, and left whole for programs. */
export interface PlanLayout extends Layout {
  readonly isTerminal: boolean;
}

/** What changes and what the API server refuses of it, for people; the forecast follows. */
export function planPretty(report: PlanReport, layout: PlanLayout): string {
  const paint = paintWith(layout.colour);
  const { changes, lint, from, to } = report;
  const head = paint('strong', `plan: ${printable(from)} → ${printable(to)}: ${countsText(changes)}`);
  const blocks = changes
    .filter(({ kind }) => kind !== 'unchanged')
    .flatMap((change) => block(change, { paint, report, layout }));
  const refusals = lint.findings.length === 0 ? [] : ['', pretty(lint, { ...layout, quiet: true }).trimEnd()];
  return `${[head, ...(layout.quiet ? [] : blocks), ...refusals].join('\n')}\n`;
}

interface Drawing {
  readonly paint: Paint;
  readonly report: PlanReport;
  readonly layout: PlanLayout;
}

function block(change: Change, { paint, report, layout }: Drawing): string[] {
  const { subject } = change;
  const follows = consequence(change, report);
  const title = `${printable(nameOf(subject))}  ${printable(subject.file.file)}`;
  // What follows has a line of its own where both do not fit on one.
  const isLong = layout.isTerminal && title.length + follows.length + 6 > layout.columns;
  const tone = change.kind === 'removed' ? 'warning' : 'strong';
  const tail = follows === '' ? '' : paint(tone, isLong ? `\n      ${follows}` : `  ${follows}`);
  const place = paint('faint', `  ${printable(subject.file.file)}`);
  const lines = [`  ${SIGNS[change.kind]} ${printable(nameOf(subject))}${place}${tail}`];
  if (change.kind !== 'changed') return lines;
  const shown = layout.verbose ? change.fields : change.fields.slice(0, MAX_FIELDS);
  const width = layout.isTerminal ? Math.max(30, layout.columns - 8) : Number.POSITIVE_INFINITY;
  lines.push(...shown.map((field) => `      ${wrapped(printable(fieldText(field)), width).join('\n        ')}`));
  const left = change.fields.length - shown.length;
  if (left > 0) lines.push(paint('faint', `      … ${left} more fields: --verbose shows them`));
  return lines;
}
