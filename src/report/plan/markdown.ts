import type { Change } from '../../lint/changes.js';
import { markdownText } from '../markdown-text.js';
import { simulationMarkdown } from '../simulation/markdown.js';
import { consequence, countsText, fieldText, nameOf } from './change-text.js';
import type { PlanReport } from './plan-report.js';

/** Services refuse long comments. */
const MAX_CHANGES = 50;
const MAX_FIELDS = 8;

/** The plan for a comment on a pull request: changes, refusals, forecast. */
export function planMarkdown(report: PlanReport): string {
  const { changes, lint, from, to, simulation } = report;
  const news = changes.filter(({ kind }) => kind !== 'unchanged');
  const rows = news.slice(0, MAX_CHANGES).map((change) => row(change, report));
  const left = news.length - rows.length;
  const sections = [
    `### rollcast plan: ${markdownText(from)} → ${markdownText(to)}`,
    markdownText(countsText(changes)),
    rows.length === 0 ? '' : ['| | object | what |', '| --- | --- | --- |', ...rows].join('\n'),
    left > 0 ? `… and ${left} more objects` : '',
    lint.findings.map(refusal).join('\n'),
    simulation === undefined ? '' : simulationMarkdown(simulation).trimEnd(),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function refusal({ file, range, rule, message }: PlanReport['lint']['findings'][number]): string {
  return `- **refused** ${markdownText(`${file}:${range.start.line} ${rule}: ${message}`)}`;
}

function row(change: Change, report: PlanReport): string {
  const follows = consequence(change, report);
  const fields = change.kind === 'changed' ? change.fields : [];
  const shown = fields.slice(0, MAX_FIELDS).map(fieldText);
  const left = fields.length - shown.length;
  const what = [follows, ...shown, ...(left > 0 ? [`… ${left} more fields`] : [])].filter((text) => text !== '');
  return `| ${change.kind} | ${markdownText(nameOf(change.subject))} | ${what.map(markdownText).join('<br>')} |`;
}
