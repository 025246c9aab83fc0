/** The forecast for a comment on a pull request: the verdict at a glance, the time line folded away. */

import type { SimulationReport } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { markdownText } from '../markdown-text.js';
import { paintWith } from '../paint.js';
import { printable } from '../printable.js';
import { alertLines } from './alerts.js';
import { answersOn, claimsText, otherLostClaims, promisedOf, titleOf } from './answers.js';
import { clock } from './clock.js';
import { folded, toldFrom, withoutFlags, withoutMiddle } from './fold.js';
import { notReachedText } from './not-reached.js';
import { assumptionsText } from './pretty.js';
import { rejectedText } from './rejected-text.js';
import { amountsText, peakRequests } from './requests.js';
import { rowLine, TIMELINE_HEAD } from './row-line.js';
import { rowsOf } from './rows.js';
import { serviceAnswers } from './services.js';
import { totalsLine } from './totals.js';
import { unknownTexts } from './unknowns.js';
import { troubledFirst } from './verdict-order.js';
import { whatIfTable } from './what-ifs.js';
import { podsOf } from './workload-pods.js';

/** Services refuse comments beyond some 65,000 characters. */
const MAX_ROWS = 300;
/** More workloads than this are only counted; those with trouble come first. */
const MAX_WORKLOADS = 50;
const MAX_SERVICES = 20;
const MAX_ALERTS = 50;

/** The comment. */
export function simulationMarkdown(report: SimulationReport): string {
  const title = report.scenario === '' ? '' : `: ${markdownText(report.scenario)}`;
  const sorted = troubledFirst(report.verdicts);
  const shown = sorted.slice(0, MAX_WORKLOADS);
  const sections = [
    `### rollcast forecast${title}`,
    verdictTable(shown, report),
    sorted.length > shown.length ? `… and ${sorted.length - shown.length} more workloads` : '',
    details(shown, report),
    troubles(report),
    alerts(report),
    assertions(report),
    whatIfs(report),
    timeline(report),
    markdownText(totalsLine(report)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function verdictTable(verdicts: readonly WorkloadVerdict[], report: SimulationReport): string {
  if (verdicts.length === 0) return '';
  const rows = verdicts.map((verdict) => {
    const { outcome, wasUp, minAvailable, desired, maxPods, maxPodsWithTerminating, durationMs, kind } = verdict;
    const { ranges } = verdict;
    const more = maxPodsWithTerminating > maxPods ? ` (${maxPodsWithTerminating} with terminating)` : '';
    const requests = amountsText(peakRequests(podsOf(verdict, report)));
    const isCounted = kind !== 'Node' && outcome !== 'unknown';
    return [
      markdownText(titleOf(verdict)),
      outcome === 'complete' ? outcome : `**${outcome}**`,
      !isCounted || desired === 0
        ? '–'
        : wasUp
          ? `${spanText(ranges?.minAvailable, minAvailable)} of ${desired}`
          : 'never up',
      isCounted && desired > 0 ? String(promisedOf(verdict)) : '–',
      isCounted ? `${spanText(ranges?.maxPods, maxPods)}${more}` : '–',
      requests === '' ? '–' : markdownText(requests),
      outcome === 'rejected' || outcome === 'unknown' ? '–' : clock(durationMs),
    ];
  });
  const head = ['workload', 'outcome', 'lowest available', 'promised', 'pods at peak', 'requests at peak', 'takes'];
  return table(head, rows);
}

/** `2–3` where chance decides. */
function spanText(range: readonly [number, number] | undefined, value: number): string {
  return range === undefined ? String(value) : `${range[0]}–${range[1]}`;
}

/** Said by the table already. */
const IN_TABLE = new Set(['availability', 'peak', 'duration']);
/** Answers that nobody needs to read. */
const IDLE = new Set(['no', 'nothing to do']);

function details(verdicts: readonly WorkloadVerdict[], report: SimulationReport): string {
  const lines = verdicts.flatMap((verdict) => {
    const told = answersOn(verdict, report).filter(({ question, text }) => !IN_TABLE.has(question) && !IDLE.has(text));
    if (told.length === 0) return [];
    return [
      `- **${markdownText(titleOf(verdict))}**`,
      ...told.map(({ question, text }) => `  - ${question}: ${markdownText(text)}`),
    ];
  });
  return lines.join('\n');
}

function troubles(report: SimulationReport): string {
  const lost = otherLostClaims(report);
  const late = notReachedText(report);
  const services = serviceAnswers(report);
  const hidden = Math.max(0, services.length - MAX_SERVICES);
  return [
    ...report.rejected.map((one) => `- **rejected** ${markdownText(rejectedText(one))}`),
    ...report.forecast.steps.flatMap(({ refused }, place) =>
      refused === '' ? [] : [`- **refused** ${markdownText(`step ${place + 1}: ${refused}`)}`],
    ),
    ...(late === '' ? [] : [`- **not reached** ${markdownText(late)}`]),
    ...(lost.length === 0 ? [] : [`- **data** ${markdownText(claimsText(lost))}`]),
    ...services.slice(0, MAX_SERVICES).map(({ title, text }) => `- **traffic** ${markdownText(`${title}: ${text}`)}`),
    ...(hidden === 0 ? [] : [`- … and ${hidden} more Services`]),
    ...unknownTexts(report).map((text) => `- **unknown** ${markdownText(text)}`),
  ].join('\n');
}

function alerts(report: SimulationReport): string {
  const all = alertLines(report);
  if (all.length === 0) return '';
  const rows = all
    .slice(0, MAX_ALERTS)
    .map(({ outcome, text }) => [outcome === 'fires' ? '**fires**' : outcome, markdownText(text)]);
  const more = all.length > MAX_ALERTS ? `\n\n… and ${all.length - MAX_ALERTS} more lines on alerts` : '';
  return `${table(['alerts', ''], rows)}${more}`;
}

function assertions({ assertions: judged }: SimulationReport): string {
  if (judged.length === 0) return '';
  const rows = judged.map(({ expression, held, found, at }) => [
    held ? 'held' : '**broken**',
    markdownText(expression),
    held ? '' : markdownText(`${found}${at === undefined ? '' : ` at ${clock(at)}`}`),
  ]);
  return table(['result', 'assertion', 'found'], rows);
}

function whatIfs(report: SimulationReport): string {
  const { whatIfsLeftOut } = report;
  const { lines, hidden } = whatIfTable(report, MAX_WORKLOADS);
  const rows = lines.map(({ question, lowest, stuck, answer, isTrouble }) => [
    isTrouble ? `**${markdownText(question)}**` : markdownText(question),
    lowest === '' ? '–' : markdownText(lowest),
    stuck === 'no' ? 'no' : `**${stuck}**`,
    markdownText(answer),
  ]);
  return [
    ...(rows.length === 0 ? [] : [table(['what if …', 'lowest', 'stuck', 'answer'], rows)]),
    ...(hidden === 0 ? [] : [`… and ${hidden} more without trouble`]),
    ...whatIfsLeftOut.map((text) => `Not asked: ${markdownText(text)}`),
  ].join('\n\n');
}

function timeline(report: SimulationReport): string {
  const rows = withoutFlags(folded(toldFrom(rowsOf(report), report.tellFrom ?? 0)));
  const lines = withoutMiddle(rows, MAX_ROWS).map((row) =>
    typeof row === 'number' ? `           … ${row} more rows` : rowLine(row, paintWith(false), 120),
  );
  return [
    `<details><summary>Time line: ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}</summary>`,
    '',
    fenced([TIMELINE_HEAD, ...lines].join('\n')),
    '',
    `Assumed: ${markdownText(printable(assumptionsText(report)))}`,
    '',
    '</details>',
  ].join('\n');
}

/** A code block that no text inside can end. */
function fenced(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}
