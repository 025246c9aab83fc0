/** The curves of one workload: pods in all, ready, available, and the availability that its manifest promises. */

import type { Sample } from '../../../simulate/timeline.js';
import { clock } from '../clock.js';
import { round, type TimeScale } from '../time-scale.js';
import { type Markup, markup, NOTHING } from './markup.js';

/** Where the curves are drawn. */
export interface CurveBox {
  readonly top: number;
  readonly height: number;
  readonly scale: TimeScale;
  /** Where the time ends. */
  readonly endedAt: number;
}

/** So many steps of a curve are drawn; between them only the lowest and the highest. */
const MAX_POINTS = 500;

/** The curves with their axis, and areas that tell the counts when pointed at. */
export function curves(samples: readonly Sample[], box: CurveBox): Markup {
  if (samples.length === 0) return NOTHING;
  const most = samples.reduce((top, one) => Math.max(top, one.total + one.terminating, one.desired), 1);
  const y = (count: number) => round(box.top + box.height * (1 - count / most));
  const thin = thinned(samples);
  const line = (count: (sample: Sample) => number) => steps(thin, box, (sample) => y(count(sample)));
  const bottom = y(0);
  const end = round(box.scale.x(box.endedAt));
  const start = round(box.scale.x(samples[0]?.at ?? 0));
  const area = `${line((sample) => sample.available)}V${bottom}H${start}Z`;
  return markup`
<g class="grid">${levels(most).map((count) => markup`<line x1="${box.scale.left}" x2="${box.scale.right}" y1="${y(count)}" y2="${y(count)}"/><text x="${box.scale.left - 8}" y="${y(count) + 4}" text-anchor="end">${count}</text>`)}</g>
${shortfalls(samples, box)}
<path class="area" d="${area}"/>
<path class="curve all" d="${line((sample) => sample.total + sample.terminating)}"/>
<path class="curve total" d="${line((sample) => sample.total)}"/>
<path class="curve ready" d="${line((sample) => sample.ready)}"/>
<path class="curve available" d="${line((sample) => sample.available)}"/>
<path class="curve promised" d="${line((sample) => Math.max(0, sample.desired - sample.maxUnavailable))}"/>
<g class="hits">${thin.map((sample, place) => hit(sample, { box, bottom, until: thin[place + 1]?.at ?? box.endedAt, end }))}</g>`;
}

/** A path that goes level until the next sample. */
function steps(samples: readonly Sample[], { scale, endedAt }: CurveBox, y: (sample: Sample) => number): string {
  let path = '';
  let last: number | undefined;
  for (const sample of samples) {
    const now = y(sample);
    if (last === undefined) path += `M${round(scale.x(sample.at))} ${now}`;
    else if (now !== last) path += `H${round(scale.x(sample.at))}V${now}`;
    last = now;
  }
  return `${path}H${round(scale.x(endedAt))}`;
}

interface Hit {
  readonly box: CurveBox;
  readonly bottom: number;
  readonly until: number;
  readonly end: number;
}

function hit(sample: Sample, { box, bottom, until, end }: Hit): Markup {
  const from = round(box.scale.x(sample.at));
  const width = round(Math.max(1, Math.min(end, box.scale.x(until)) - from));
  return markup`<rect class="hit" x="${from}" width="${width}" y="${box.top}" height="${round(bottom - box.top)}"><title>${countsText(sample, until)}</title></rect>`;
}

/** `20s to 30s: 4 available, 4 ready, 5 pods, 1 terminating; promised 4 of 4` */
function countsText(sample: Sample, until: number): string {
  const { at, available, ready, total, terminating, desired, maxUnavailable } = sample;
  const going = terminating > 0 ? `, ${terminating} terminating` : '';
  const promised = desired > 0 ? `; promised ${Math.max(0, desired - maxUnavailable)} of ${desired}` : '';
  return `${clock(at)} to ${clock(until)}: ${available} available, ${ready} ready, ${total} ${total === 1 ? 'pod' : 'pods'}${going}${promised}`;
}

/** Times below the promise, once it was first kept. */
function shortfalls(samples: readonly Sample[], { scale, top, height, endedAt }: CurveBox): Markup[] {
  const first = samples.findIndex(({ desired, available }) => desired > 0 && available >= desired);
  if (first === -1) return [];
  const spans: { readonly from: number; to: number }[] = [];
  for (const [place, sample] of samples.entries()) {
    if (place < first || sample.available >= sample.desired - sample.maxUnavailable) continue;
    const to = samples[place + 1]?.at ?? endedAt;
    const before = spans.at(-1);
    if (before?.to === sample.at) before.to = to;
    else spans.push({ from: sample.at, to });
  }
  return spans.slice(0, MAX_POINTS).map(({ from, to }) => {
    const width = round(Math.max(2, scale.x(to) - scale.x(from)));
    return markup`<rect class="shortfall" x="${round(scale.x(from))}" width="${width}" y="${top}" height="${height}"><title>below the promised availability from ${clock(from)} to ${clock(to)}</title></rect>`;
  });
}

/** At most five round levels from 0 up to `most`. */
function levels(most: number): number[] {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, most / 4)));
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((one) => most / one <= 5) ?? most;
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step);
}

/** Of many samples those at which availability is lowest and the number of pods highest, and the first and last of each part. */
function thinned(samples: readonly Sample[]): readonly Sample[] {
  if (samples.length <= MAX_POINTS) return samples;
  const size = Math.ceil(samples.length / (MAX_POINTS / 4));
  const kept: Sample[] = [];
  for (let at = 0; at < samples.length; at += size) {
    const part = samples.slice(at, at + size);
    const lowest = part.reduce((low, one) => (one.available < low.available ? one : low));
    const highest = part.reduce((high, one) => (one.total > high.total ? one : high));
    const wanted = new Set([part[0], lowest, highest, part.at(-1)]);
    kept.push(...part.filter((one) => wanted.has(one)));
  }
  return kept;
}
