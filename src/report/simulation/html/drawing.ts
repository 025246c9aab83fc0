/** The drawing of one workload: its curves and its pods on one axis of time. */

import type { SimulationReport } from '../../../simulate/report.js';
import type { WorkloadVerdict } from '../../../simulate/verdict.js';
import { titleOf } from '../answers.js';
import { clock } from '../clock.js';
import { type Row, workloadKey } from '../rows.js';
import { round, type TimeScale, timeScale } from '../time-scale.js';
import { podsOf } from '../workload-pods.js';
import { curves } from './curves.js';
import { lanes } from './lanes.js';
import { type Markup, markup, NOTHING } from './markup.js';

const WIDTH = 1000;
const GUTTER = 212;
const FLAGS = 30;
const CURVES = 150;
const AXIS = 30;
/** More warnings than this are not marked. */
const MAX_MARKS = 100;

/** The axes of time that the drawings of a report share. */
export interface Scales {
  /** From the start to the end. */
  readonly whole: TimeScale;
  /** Without what runs by the clock: a rollout of a minute would be a line in a day of CronJobs. */
  readonly rollouts: TimeScale;
}

/** The axes of a report; one and the same where nothing runs by the clock. */
export function sharedScales({ forecast }: SimulationReport): Scales {
  const { timeline, steps } = forecast;
  const moments = new Set(steps.map(({ at }) => at));
  const byTheClock = new Set<number>();
  // The Jobs and pods that CronJobs make.
  const made = new Set<string>();
  const note = (object: string, at: number) =>
    (object.startsWith('CronJob/') || made.has(object) ? byTheClock : moments).add(at);
  for (const { workload, owner, name, phases } of timeline.pods) {
    if (workload.startsWith('CronJob/')) made.add(owner).add(`Pod/${name}`);
    for (const { at } of phases) note(workload, at);
  }
  for (const { workload, at } of timeline.samples) note(workload, at);
  for (const { object, at } of timeline.events) note(object, at);
  const rollouts = scaleOf(moments);
  if (byTheClock.size === 0) return { whole: rollouts, rollouts };
  return { whole: scaleOf(new Set([...moments, ...byTheClock])), rollouts };
}

function scaleOf(moments: Set<number>): TimeScale {
  const end = [...moments].reduce((last, at) => Math.max(last, at), 0);
  // What lasts is seen to last a little.
  return timeScale(moments.add(end + Math.max(1000, Math.round(end / 20))), { left: GUTTER, right: WIDTH - 16 });
}

/** What is drawn of a workload besides its own record. */
export interface DrawingOptions {
  readonly report: SimulationReport;
  readonly scales: Scales;
  readonly rows: readonly Row[];
}

/** One SVG; nothing for a workload without pods. */
export function drawing(verdict: WorkloadVerdict, { report, scales, rows }: DrawingOptions): Markup {
  const { forecast } = report;
  const scale = verdict.kind === 'CronJob' ? scales.whole : scales.rollouts;
  const workload = `${verdict.kind}/${verdict.name}`;
  const samples = forecast.timeline.samples.filter(
    (sample) => sample.workload === workload && sample.namespace === verdict.namespace,
  );
  const pods = podsOf(verdict, report);
  if (samples.length === 0 && pods.length === 0) return NOTHING;
  const endedAt = scale.end;
  const hasCurves = samples.length > 0;
  const axisTop = FLAGS + (hasCurves ? CURVES : 0);
  const pod = lanes(pods, { top: axisTop + AXIS, scale, endedAt });
  const height = axisTop + AXIS + pod.height + 8;
  const key = workloadKey(workload, verdict.namespace);
  const warnings = rows.filter((row) => row.kind === 'warning' && row.about === key);
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${`time line of ${titleOf(verdict)}`}">
<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${`${titleOf(verdict)}: ${verdict.outcome}`}">
${flags(report, { scale, bottom: height })}
${hasCurves ? curves(samples, { top: FLAGS, height: CURVES, scale, endedAt }) : NOTHING}
${axis(scale, axisTop)}
${warnings.slice(0, MAX_MARKS).map((row) => warning(row, scale, axisTop))}
${pod.drawn}
<line class="cursor" x1="-9" x2="-9" y1="${FLAGS}" y2="${height}"/>
</svg></div>`;
}

function axis({ ticks, breaks, left, right }: TimeScale, top: number): Markup {
  return markup`<g class="axis"><line x1="${left}" x2="${right}" y1="${top}" y2="${top}"/>${ticks.map(
    ({ x, label }) =>
      markup`<line x1="${round(x)}" x2="${round(x)}" y1="${top}" y2="${top + 4}"/><text x="${round(x > right - 20 ? x + 12 : x)}" y="${top + 16}" text-anchor="${x > right - 20 ? 'end' : 'middle'}">${label}</text>`,
  )}${breaks.map(({ x, ms }) => markup`<path class="break" d="M${round(x) - 3} ${top + 6}l3 -12m3 12l3 -12"><title>${`drawn shorter: nothing happens for ${clock(ms)}`}</title></path>`)}</g>`;
}

interface FlagBox {
  readonly scale: TimeScale;
  readonly bottom: number;
}

/** A line for each step, with its number; steps at one place share a flag. */
function flags({ forecast }: SimulationReport, { scale, bottom }: FlagBox): Markup[] {
  const places = new Map<number, { readonly numbers: number[]; readonly texts: string[] }>();
  for (const [place, { at, text, refused }] of forecast.steps.entries()) {
    const x = round(scale.x(at));
    const near = [...places.keys()].find((other) => Math.abs(other - x) < 24) ?? x;
    const own = places.get(near) ?? { numbers: [], texts: [] };
    places.set(near, own);
    own.numbers.push(place + 1);
    own.texts.push(`${clock(at)} step ${place + 1}: ${text}${refused === '' ? '' : ` (refused: ${refused})`}`);
  }
  return [...places].map(([x, { numbers, texts }]) => {
    const [first] = numbers;
    const last = numbers.at(-1);
    const label = first === last ? String(first) : `${first}–${last}`;
    const width = 10 + label.length * 7;
    return markup`<g class="step"><line x1="${x}" x2="${x}" y1="18" y2="${bottom}"/><rect x="${round(x - width / 2)}" y="2" width="${width}" height="17" rx="4"/><text x="${x}" y="15" text-anchor="middle">${label}</text><title>${texts.join('\n')}</title></g>`;
  });
}

function warning({ at, text }: Row, scale: TimeScale, top: number): Markup {
  const x = round(scale.x(at));
  return markup`<path class="warn" d="M${x} ${top - 9}l5 9h-10z"><title>${`${clock(at)} ${text}`}</title></path>`;
}
