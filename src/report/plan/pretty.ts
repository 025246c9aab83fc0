import type { Change } from '../../lint/changes.js';
import type { Layout } from '../layout.js';
import { type Paint, paintWith } from '../paint.js';
import { pretty } from '../pretty.js';
import { printable } from '../printable.js';
import { consequence, countsText, fieldText, nameOf } from './change-text.js';
import type { PlanReport } from './plan-report.js';

/** More fields of one object are only counted, unless everything is asked for. */
const MAX_FIELDS = 12;
const SIGNS = { created: '+', changed: '~', removed: '-', unchanged: ' ' } as const;

/** What changes and what the API server refuses of it, for people; the forecast follows. */
export function planPretty(report: PlanReport, layout: Layout): string {
  const paint = paintWith(layout.colour);
  const { changes, lint, from, to } = report;
  const head = paint('strong', `plan: ${printable(from)} → ${printable(to)}: ${countsText(changes)}`);
  const blocks = changes
    .filter(({ kind }) => kind !== 'unchanged')
    .flatMap((change) => block(change, { paint, report, verbose: layout.verbose }));
  const refusals = lint.findings.length === 0 ? [] : ['', pretty(lint, { ...layout, quiet: true }).trimEnd()];
  return `${[head, ...(layout.quiet ? [] : blocks), ...refusals].join('\n')}\n`;
}

interface Drawing {
  readonly paint: Paint;
  readonly report: PlanReport;
  readonly verbose: boolean;
}

function block(change: Change, { paint, report, verbose }: Drawing): string[] {
  const { subject } = change;
  const follows = consequence(change, report);
  const tail = follows === '' ? '' : paint(change.kind === 'removed' ? 'warning' : 'strong', `  ${follows}`);
  const place = paint('faint', `  ${printable(subject.file.file)}`);
  const lines = [`  ${SIGNS[change.kind]} ${printable(nameOf(subject))}${place}${tail}`];
  if (change.kind !== 'changed') return lines;
  const shown = verbose ? change.fields : change.fields.slice(0, MAX_FIELDS);
  lines.push(...shown.map((field) => `      ${printable(fieldText(field))}`));
  const left = change.fields.length - shown.length;
  if (left > 0) lines.push(paint('faint', `      … ${left} more fields: --verbose shows them`));
  return lines;
}
