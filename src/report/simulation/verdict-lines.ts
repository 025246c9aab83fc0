/** The verdict on one workload in five lines: availability, peak, duration, stuck or not, and what comes next. */

import type { SimulationReport } from '../../simulate/report.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import type { Paint } from '../paint.js';
import { printable } from '../printable.js';
import { clock } from './clock.js';

/** A head line and five lines. */
export function verdictLines(verdict: WorkloadVerdict, report: SimulationReport, paint: Paint): string {
  const { kind, namespace, name, outcome } = verdict;
  const tone = outcome === 'complete' ? 'help' : 'error';
  const place = namespace === '' ? name : `${namespace}/${name}`;
  const head = `${paint('strong', `${kind} ${place}`)}: ${paint(tone, outcome)}`;
  // A node is listed because it is drained: it promises nothing.
  const numbers = [
    ['availability', availability(verdict)],
    ['peak', peak(verdict)],
    ['duration', duration(verdict)],
  ];
  const rows = [
    ...(kind === 'Node' ? [] : numbers),
    ['stuck', stuck(verdict, report)],
    ['next', next(verdict, report)],
    ...(verdict.note === undefined ? [] : [['note', verdict.note]]),
  ];
  return `${[head, ...rows.map(([label = '', text = '']) => `  ${label.padEnd(12)}  ${printable(text)}`)].join('\n')}\n`;
}

function availability({
  wasUp,
  minAvailable,
  desired,
  maxUnavailable,
  unavailableMs,
  minAvailableAt,
}: WorkloadVerdict): string {
  const promised = Math.max(0, desired - maxUnavailable);
  if (desired === 0) return 'none is promised';
  if (!wasUp) return `never up: the manifest promises ${promised} of ${desired}`;
  const at = minAvailableAt === undefined ? '' : ` at ${clock(minAvailableAt)}`;
  const lowest = `never fewer than ${minAvailable} of ${desired} available since it was first up${minAvailable < desired ? ` (lowest${at})` : ''}`;
  if (unavailableMs === 0) return `${lowest}; the manifest promises ${promised}`;
  return `${lowest}; below the promised ${promised} for ${clock(unavailableMs)}`;
}

function peak({ maxPods, maxPodsWithTerminating }: WorkloadVerdict): string {
  const more =
    maxPodsWithTerminating > maxPods ? `, ${maxPodsWithTerminating} counting pods that are still terminating` : '';
  return `${maxPods} ${maxPods === 1 ? 'pod' : 'pods at once'}${more}`;
}

function duration({ durationMs, step, outcome }: WorkloadVerdict): string {
  const what = step === '' ? '' : ` after "${step}"`;
  return outcome === 'complete' ? `${clock(durationMs)}${what}` : `at a standstill ${clock(durationMs)}${what}`;
}

function stuck({ kind, namespace, name, outcome, reason }: WorkloadVerdict, { forecast }: SimulationReport): string {
  if (outcome !== 'complete') return reason;
  const place = forecast.steps.findIndex((step) =>
    step.incomplete.some((one) => one.kind === kind && one.key === `${namespace}/${name}`),
  );
  const standing = forecast.steps[place]?.incomplete.find(
    (one) => one.kind === kind && one.key === `${namespace}/${name}`,
  )?.standing;
  if (standing === undefined || standing.outcome === 'complete') return 'no';
  return `yes, after step ${place + 1}, until a later step: ${standing.reason}`;
}

function next({ outcome, next: advice }: WorkloadVerdict, { forecast }: SimulationReport): string {
  if (outcome !== 'complete') return advice;
  const refused = forecast.steps.find((step) => step.refused !== '');
  return refused === undefined ? 'nothing to do' : `a step was refused: ${refused.refused}`;
}
