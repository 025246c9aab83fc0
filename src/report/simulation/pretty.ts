/** The forecast for people: what led to it, as `kubectl get pods -w` would have shown it, then the verdict. */

import { formatMinor } from '../../kube/version.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { type Paint, paintWith, type Tone } from '../paint.js';
import { printable } from '../printable.js';
import { wrapped } from '../wrap.js';
import { alertLines } from './alerts.js';
import { answersOn, claimsText, otherLostClaims, titleOf } from './answers.js';
import { clock } from './clock.js';
import { folded, toldFrom, withoutMiddle } from './fold.js';
import { notReachedText } from './not-reached.js';
import { standingOf } from './outcomes.js';
import { rejectedText } from './rejected-text.js';
import { REPLICA_SET_HEAD, replicaSetRows } from './replica-sets.js';
import { rowLine, TIMELINE_HEAD } from './row-line.js';
import { rowsOf } from './rows.js';
import { serviceAnswers } from './services.js';
import { totalsLine } from './totals.js';
import { unknownTexts } from './unknowns.js';
import { type WhatIfLine, whatIfTable } from './what-ifs.js';

/** What the report may know besides the forecast. */
export interface SimulationLayout {
  readonly colour: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
  /** Long sentences are wrapped for eyes, and left whole for programs. */
  readonly isTerminal: boolean;
  /** Only the verdict. */
  readonly quiet: boolean;
  /** All rows of the timeline, however many. */
  readonly verbose: boolean;
}

/** The layout, and how to paint. */
interface Drawing extends SimulationLayout {
  readonly paint: Paint;
}

/** Rows beyond this are left out in the middle, and counted, unless everything is asked for. */
const MAX_ROWS = 120;

/** The forecast as text; nothing is said by colour alone. */
export function simulationPretty(report: SimulationReport, layout: SimulationLayout): string {
  const drawing = { ...layout, paint: paintWith(layout.colour) };
  const sections = [...(layout.quiet ? [] : [timeline(report, drawing)]), conclusion(report, drawing)];
  return sections.filter((section) => section !== '').join('\n');
}

/** All but the timeline: what a reader who watched it still wants to know. */
export function conclusion(report: SimulationReport, layout: SimulationLayout): string {
  const drawing = { ...layout, paint: paintWith(layout.colour) };
  const { paint, quiet, verbose } = drawing;
  const sections = [
    rejections(report, drawing),
    refusals(report, drawing),
    ...verdictTexts(report, drawing),
    lostClaims(report, drawing),
    traffic(report, drawing),
    alerts(report, drawing),
    whatIfs(report, drawing),
    assertions(report, drawing),
    ...(verbose && !quiet ? [rolloutStatus(report, drawing), replicaSets(report, drawing)] : []),
    unknowns(report, drawing),
    ...(quiet ? [] : [assumptions(report, drawing)]),
    `${paint('strong', indented('', totalsLine(report), drawing))}\n`,
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function timeline(report: SimulationReport, { verbose, columns, paint }: Drawing): string {
  const all = rowsOf(report);
  if (all.length === 0) return '';
  const rows = verbose ? all : folded(toldFrom(all, report.tellFrom ?? 0));
  const lines = (verbose ? rows : withoutMiddle(rows, MAX_ROWS)).map((row) =>
    typeof row === 'number'
      ? paint('faint', `${' '.repeat(9)}  … ${row} more rows: --verbose shows them all`)
      : rowLine(row, paint, columns),
  );
  return [paint('faint', TIMELINE_HEAD), ...lines, ''].join('\n');
}

/** More rejected objects than this are counted, unless everything is asked for. */
const MAX_REJECTED = 20;

/** What the API server does not take, a line each. */
function rejections({ rejected, tellFrom }: SimulationReport, drawing: Drawing): string {
  if (rejected.length === 0) return '';
  const most = drawing.verbose ? Number.POSITIVE_INFINITY : MAX_REJECTED;
  const lines = rejected
    .slice(0, most)
    .map((one) => `${labelled({ word: 'rejected', tone: 'error' }, printable(rejectedText(one)), drawing)}\n`);
  const hidden = rejected.length - lines.length;
  if (hidden > 0) lines.push(`${drawing.paint('faint', `  … ${hidden} more: --verbose shows them`)}\n`);
  // A plan shows the findings itself.
  if (tellFrom !== undefined) return lines.join('');
  const advice = indented('', 'rollcast lint shows where, all that is wrong, and what to write', drawing);
  return `${lines.join('')}${drawing.paint('faint', advice)}\n`;
}

/** More pods of their own that are fine than this are listed in one line, unless everything is asked for. */
const MAX_PODS = 3;

function verdictTexts(report: SimulationReport, drawing: Drawing): string[] {
  const fine = drawing.verbose ? [] : report.verdicts.filter(isFinePod);
  const listed = new Set(fine.length > MAX_PODS ? fine : []);
  const texts = report.verdicts
    .filter((verdict) => !listed.has(verdict))
    .map((verdict) => verdictText(verdict, report, drawing));
  if (listed.size === 0) return texts;
  const names = [...listed].map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
  return [
    ...texts,
    `${labelled({ word: 'complete', tone: 'help' }, printable(`${listed.size} Pods: ${names}`), drawing)}\n`,
  ];
}

function isFinePod({ kind, outcome, restarts, note }: WorkloadVerdict): boolean {
  return kind === 'Pod' && outcome === 'complete' && restarts === 0 && note === undefined;
}

const OUTCOME_TONES = { fine: 'help', trouble: 'error', held: 'warning', unknown: 'warning' } as const;

/** Width of what stands before an answer. */
const LABEL = 14;

function verdictText(verdict: WorkloadVerdict, report: SimulationReport, drawing: Drawing): string {
  const { paint } = drawing;
  const { outcome } = verdict;
  const tone = OUTCOME_TONES[standingOf(outcome)];
  const head = `${paint('strong', printable(titleOf(verdict)))}: ${paint(tone, outcome)}`;
  const lines = answersOn(verdict, report).map(({ question, text }) =>
    indented(`  ${question.padEnd(LABEL - 2)}  `, printable(text), drawing),
  );
  return `${[head, ...lines].join('\n')}\n`;
}

/** A sentence behind a label, with its further lines below its beginning. */
function indented(label: string, text: string, { columns, isTerminal }: SimulationLayout): string {
  const width = isTerminal ? Math.max(30, columns - label.length) : Number.POSITIVE_INFINITY;
  return label + wrapped(text, width).join(`\n${' '.repeat(label.length)}`);
}

function lostClaims(report: SimulationReport, drawing: Drawing): string {
  const lost = otherLostClaims(report);
  if (lost.length === 0) return '';
  return `${labelled({ word: 'data', tone: 'warning' }, printable(claimsText(lost)), drawing)}\n`;
}

/** More Services than this are counted, unless everything is asked for. */
const MAX_SERVICES = 20;

function traffic(report: SimulationReport, drawing: Drawing): string {
  const most = drawing.verbose ? Number.POSITIVE_INFINITY : MAX_SERVICES;
  const answers = serviceAnswers(report);
  const hidden = Math.max(0, answers.length - most);
  const lines = answers.slice(0, most).map(({ title, text, isTrouble }) => {
    const tone = isTrouble ? 'warning' : 'strong';
    return `${labelled({ word: 'traffic', tone }, printable(`${title}: ${text}`), drawing)}\n`;
  });
  if (hidden > 0) lines.push(`${drawing.paint('faint', `  … ${hidden} more Services: --verbose shows them`)}\n`);
  return lines.join('');
}

/** How a line on alerts begins. */
const ALERT_WORDS = {
  fires: { word: 'alert fires', tone: 'warning' },
  unknown: { word: 'alert unknown', tone: 'warning' },
  silent: { word: 'alerts silent', tone: 'help' },
} as const;
/** More lines on alerts than this are counted, unless everything is asked for. */
const MAX_ALERTS = 30;

function alerts(report: SimulationReport, drawing: Drawing): string {
  const all = alertLines(report);
  const most = drawing.verbose ? Number.POSITIVE_INFINITY : MAX_ALERTS;
  const lines = all
    .slice(0, most)
    .map(({ outcome, text }) => `${labelled(ALERT_WORDS[outcome], printable(text), drawing)}\n`);
  const hidden = all.length - lines.length;
  if (hidden > 0) lines.push(`${drawing.paint('faint', `  … ${hidden} more lines on alerts: --verbose shows them`)}\n`);
  return lines.join('');
}

/** More what-ifs than this are counted, unless everything is asked for. */
const MAX_WHAT_IFS = 20;

function whatIfs(report: SimulationReport, drawing: Drawing): string {
  const { whatIfsLeftOut } = report;
  const { lines, hidden } = whatIfTable(report, drawing.verbose ? Number.POSITIVE_INFINITY : MAX_WHAT_IFS);
  const { paint } = drawing;
  const width = Math.max(6, ...lines.map(({ lowest }) => lowest.length));
  const head = paint('faint', `  ${'LOWEST'.padEnd(width)}  ${'STUCK'.padEnd(8)}  WHAT IF …`);
  const rows = [
    ...(lines.length === 0 ? [] : [head, ...lines.map((line) => whatIfText(line, width, drawing))]),
    ...(hidden === 0 ? [] : [paint('faint', `  … ${hidden} more without trouble: --verbose shows them`)]),
    ...whatIfsLeftOut.map((text) => indented('  not asked: ', printable(text), drawing)),
  ];
  return rows.length === 0 ? '' : `${rows.join('\n')}\n`;
}

function whatIfText(line: WhatIfLine, width: number, drawing: Drawing): string {
  const { paint } = drawing;
  const label = `  ${(line.lowest === '' ? '-' : line.lowest).padEnd(width)}  ${line.stuck.padEnd(8)}  `;
  const question = indented(label, printable(line.question), drawing);
  const answer = indented(' '.repeat(label.length + 2), printable(line.answer), drawing);
  return `${line.isTrouble ? paint('warning', question) : question}\n${answer}`;
}

function assertions({ assertions: judged }: SimulationReport, drawing: Drawing): string {
  const lines = judged.map(({ expression, held, found, at }) => {
    const when = at === undefined ? '' : ` at ${clock(at)}`;
    const text = held ? printable(expression) : `${printable(expression)} — ${printable(found)}${when}`;
    const [word, tone] = held ? (['held', 'help'] as const) : (['broken', 'error'] as const);
    return `${labelled({ word, tone }, text, drawing)}\n`;
  });
  return lines.join('');
}

/** A word that stands out, and a sentence behind it. */
function labelled({ word, tone }: { readonly word: string; readonly tone: Tone }, text: string, drawing: Drawing) {
  const label = `${word}  `;
  return `${drawing.paint(tone, word)}${indented(label, text, drawing).slice(word.length)}`;
}

function rolloutStatus({ verdicts }: SimulationReport, drawing: Drawing): string {
  const blocks = verdicts.flatMap((verdict) => {
    const lines = verdict.rolloutStatus?.lines ?? [];
    if (lines.length === 0) return [];
    const { kind, namespace, name } = verdict;
    const command = `$ kubectl rollout status ${kind.toLowerCase()}/${name} -n ${namespace}`;
    return [
      drawing.paint('faint', command),
      ...lines.map(({ at, line }) => indented(`${clock(at).padStart(9)}  `, printable(line), drawing)),
    ];
  });
  return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
}

function replicaSets(report: SimulationReport, { paint }: Drawing): string {
  const rows = replicaSetRows(report);
  if (rows.length === 0) return '';
  const table = [[...REPLICA_SET_HEAD], ...rows];
  const widths = REPLICA_SET_HEAD.map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const lines = table.map((row) =>
    printable(row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).trimEnd(),
  );
  return `${[paint('faint', '$ kubectl get rs -A, at the end'), ...lines].join('\n')}\n`;
}

function unknowns(report: SimulationReport, drawing: Drawing): string {
  const lines = unknownTexts(report).map(
    (text) => `${labelled({ word: 'unknown', tone: 'warning' }, printable(text), drawing)}\n`,
  );
  return lines.join('');
}

/** What the timeline says of refused steps, for who reads only the end of it. */
function refusals(report: SimulationReport, drawing: Drawing): string {
  const late = notReachedText(report);
  const lines = report.forecast.steps.flatMap(({ refused }, place) =>
    refused === ''
      ? []
      : [`${labelled({ word: 'refused', tone: 'error' }, printable(`step ${place + 1}: ${refused}`), drawing)}\n`],
  );
  if (late !== '') lines.push(`${labelled({ word: 'not reached', tone: 'error' }, printable(late), drawing)}\n`);
  return lines.join('');
}

/** What was taken for granted, in one sentence. */
export function assumptionsText(report: SimulationReport): string {
  const texts = report.assumptions.map(
    ({ name, value, source }) => `${name} ${value}${source === 'default' ? '' : ` (${source})`}`,
  );
  return `${texts.join(', ')}; seed ${report.seed}; Kubernetes ${formatMinor(report.version)}`;
}

function assumptions(report: SimulationReport, drawing: Drawing): string {
  const lines = indented('assumed: ', printable(assumptionsText(report)), drawing);
  return `${lines
    .split('\n')
    .map((line) => drawing.paint('faint', line))
    .join('\n')}\n`;
}
