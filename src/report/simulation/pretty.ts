/** The forecast for people: verdict first, then what led to it, as `kubectl get pods -w` would have shown it. */

import { formatMinor } from '../../kube/version.js';
import type { SimulationReport } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { type Paint, paintWith } from '../paint.js';
import { printable } from '../printable.js';
import { clock } from './clock.js';
import { type Row, rowsOf } from './rows.js';
import { verdictLines } from './verdict-lines.js';

/** What the report may know besides the forecast. */
export interface SimulationLayout {
  readonly colour: boolean;
  /** Width of the terminal in cells. */
  readonly columns: number;
  /** Only the verdict. */
  readonly quiet: boolean;
  /** All rows of the timeline, however many. */
  readonly verbose: boolean;
}

/** Rows beyond this are left out in the middle, and counted, unless everything is asked for. */
const MAX_ROWS = 120;

/** The forecast as text; nothing is said by colour alone. */
export function simulationPretty(report: SimulationReport, layout: SimulationLayout): string {
  const paint = paintWith(layout.colour);
  const sections = [
    ...(layout.quiet ? [] : [timeline(report, layout, paint)]),
    ...report.rejected.map(
      ({ file, manifest, reason }) =>
        `${paint('error', 'rejected')}  ${manifest.kind}/${manifest.name ?? ''} in ${printable(file)}: ${printable(reason)}\n`,
    ),
    ...report.verdicts.map((verdict) => verdictLines(verdict, report, paint)),
    assertions(report, paint),
    unknowns(report, paint),
    ...(layout.quiet ? [] : [assumptions(report, paint)]),
    summary(report, paint),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function timeline(report: SimulationReport, { verbose, columns }: SimulationLayout, paint: Paint): string {
  const rows = rowsOf(report);
  if (rows.length === 0) return '';
  const head = paint('faint', `${'TIME'.padStart(9)}  ${'READY'.padEnd(11)}  WHAT`);
  const left = verbose ? 0 : Math.max(0, rows.length - MAX_ROWS);
  const cut = Math.floor(MAX_ROWS / 2);
  const lines = rows.flatMap((row, place) => {
    if (left > 0 && place >= cut && place < cut + left) {
      return place === cut ? [paint('faint', `${' '.repeat(9)}  … ${left} more rows: --verbose shows them all`)] : [];
    }
    return [line(row, { paint, columns })];
  });
  return [head, ...lines, ''].join('\n');
}

interface LineLayout {
  readonly paint: Paint;
  readonly columns: number;
}

function line(row: Row, { paint, columns }: LineLayout): string {
  const time = clock(row.at).padStart(9);
  const { counts } = row;
  const going = counts !== undefined && counts.terminating > 0 ? ` -${counts.terminating}` : '';
  const ready = counts === undefined ? '' : `${counts.ready}/${counts.total}${going}`;
  const text = printable(row.text);
  const tail = row.because === '' ? '' : paint('faint', `  (${printable(row.because)})`);
  const wrapped = wrap(text, Math.max(40, columns - 24));
  const tone = row.kind === 'step' ? 'strong' : row.kind === 'warning' ? 'warning' : undefined;
  const painted =
    tone === undefined
      ? wrapped
      : wrapped
          .split('\n')
          .map((part) => paint(tone, part))
          .join('\n');
  return `${time}  ${ready.padEnd(11)}  ${painted}${tail}`.trimEnd();
}

function wrap(text: string, width: number): string {
  if (text.length <= width) return text;
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const cut = space > width / 2 ? space : width;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest].join(`\n${' '.repeat(24)}`);
}

function assertions({ assertions: judged }: SimulationReport, paint: Paint): string {
  const lines = judged.map(({ expression, held, found, at }) => {
    const word = held ? paint('help', 'held') : paint('error', 'broken');
    return `${word}  ${printable(expression)}${held ? '' : ` — ${printable(found)}${at === undefined ? '' : ` at ${clock(at)}`}`}\n`;
  });
  return lines.join('');
}

function unknowns({ notModelled }: SimulationReport, paint: Paint): string {
  const lines = notModelled.map(({ resource, field, effect, file }) => {
    const what = field === '' ? '' : ` ${field}:`;
    return `${paint('warning', 'unknown')}  ${printable(resource)}${printable(what)} ${printable(effect)} (${printable(file)})\n`;
  });
  return lines.join('');
}

function assumptions(report: SimulationReport, paint: Paint): string {
  const texts = report.assumptions.map(
    ({ name, value, source }) => `${name} ${value}${source === 'default' ? '' : ` (${source})`}`,
  );
  return `${paint('faint', `assumed: ${texts.join(', ')}; seed ${report.seed}; Kubernetes ${formatMinor(report.version)}`)}\n`;
}

function summary(report: SimulationReport, paint: Paint): string {
  const { verdicts, rejected, notModelled, assertions: judged } = report;
  const count = (outcome: WorkloadVerdict['outcome']) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const parts = [
    `${verdicts.length} ${verdicts.length === 1 ? 'workload' : 'workloads'} simulated`,
    ...(['complete', 'stuck', 'failed', 'running'] as const).flatMap((outcome) =>
      count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : [],
    ),
    ...(rejected.length > 0 ? [`${rejected.length} rejected by the API server`] : []),
    ...(judged.length > 0 ? [`${judged.filter(({ held }) => held).length} of ${judged.length} assertions held`] : []),
    ...(notModelled.length > 0 ? [`${notModelled.length} not modelled`] : []),
  ];
  return `${paint('strong', parts.join(', '))}\n`;
}
