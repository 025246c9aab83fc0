/** A lane for each pod, by the ReplicaSet or revision it belongs to; where they are too many, their sum by state. */

import type { PodRecord } from '../../../simulate/timeline.js';
import { clock } from '../clock.js';
import { POD_STATES, type PodState, STATE_WORDS, stateOf } from '../pod-state.js';
import { round, type TimeScale } from '../time-scale.js';
import { type Markup, markup } from './markup.js';

/** Where lanes are drawn. */
export interface LaneBox {
  readonly top: number;
  readonly scale: TimeScale;
  readonly endedAt: number;
}

/** Lanes and how much room they take. */
export interface Lanes {
  readonly drawn: Markup;
  readonly height: number;
}

/** More pods of a workload than this are drawn in sum. */
const MAX_LANES = 100;
/** More groups than this are one. */
const MAX_GROUPS = 30;
const LANE = 15;
const HEAD = 22;
const SUM = 46;
/** Columns of a sum. */
const COLUMNS = 300;

/** The lanes of one workload's pods. */
export function lanes(pods: readonly PodRecord[], box: LaneBox): Lanes {
  const groups = groupsOf(pods);
  const areSums = pods.length > MAX_LANES;
  const drawn: Markup[] = [];
  let height = 0;
  for (const [title, own] of groups) {
    const note = areSums ? `${title}, in sum: more than ${MAX_LANES} are not drawn one by one` : title;
    drawn.push(markup`<text class="group" x="4" y="${box.top + height + 15}">${note}</text>`);
    height += HEAD;
    const top = box.top + height;
    if (areSums) {
      drawn.push(sum(own, { ...box, top }));
      height += SUM + 4;
      continue;
    }
    drawn.push(...own.map((pod, place) => lane(pod, { ...box, top: top + place * LANE })));
    height += own.length * LANE;
  }
  return { drawn: markup`${drawn}`, height };
}

/** Pods by what made them, in order of creation; each with a title. */
function groupsOf(pods: readonly PodRecord[]): (readonly [string, readonly PodRecord[]])[] {
  const groups = new Map<string, PodRecord[]>();
  for (const pod of pods) {
    const key = `${pod.owner} ${pod.revision ?? ''}`;
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [pod]);
    else own.push(pod);
  }
  // The Jobs of a CronJob: a title for each would be longer than what it stands above.
  const areLone = groups.size > 3 && groups.size === pods.length;
  if (groups.size > MAX_GROUPS || areLone) return [[`${pods.length} pods of ${groups.size} owners or revisions`, pods]];
  return [...groups.values()].map((own) => {
    const [first] = own;
    const revision = first?.revision === undefined ? '' : ` · revision ${first.revision}`;
    const owner = first?.owner === '' ? 'no owner' : (first?.owner ?? '');
    return [`${owner}${revision} · ${own.length} ${own.length === 1 ? 'pod' : 'pods'}`, own] as const;
  });
}

function lane(pod: PodRecord, { top, scale, endedAt }: LaneBox): Markup {
  const segments = pod.phases.flatMap((phase, place) => {
    const state = stateOf(phase);
    if (state === 'gone') return [];
    const until = pod.phases[place + 1]?.at ?? endedAt;
    const from = round(scale.x(phase.at));
    const width = round(scale.x(until) - scale.x(phase.at));
    if (width <= 0) return [];
    const ready = phase.ready ? ', ready' : '';
    const title = `${pod.name} on ${pod.node ?? 'no node'}: ${phase.status}${ready}, ${clock(phase.at)} to ${clock(until)}`;
    return [
      markup`<rect class="pod ${state}" x="${from}" width="${width}" y="${top + 2}" height="${LANE - 4}"><title>${title}</title></rect>`,
    ];
  });
  const gone =
    pod.gone === undefined
      ? ''
      : markup`<text class="end" x="${round(scale.x(pod.gone)) + 2}" y="${top + 11}">×</text>`;
  const label = `${shortened(pod.name, 22)} · ${shortened(pod.node ?? 'no node', 10)}`;
  return markup`<g class="lane"><text x="${scale.left - 8}" y="${top + 11}" text-anchor="end">${label}<title>${pod.name} on ${pod.node ?? 'no node'}</title></text>${segments}${gone}</g>`;
}

/** The end of a name tells pods apart. */
function shortened(name: string, length: number): string {
  return name.length <= length ? name : `…${name.slice(1 - length)}`;
}

/** Bars of pods by state, as they are at the end of each column. */
function sum(pods: readonly PodRecord[], { top, scale, endedAt }: LaneBox): Markup {
  const counts = countsByColumn(pods, scale);
  const most = counts.reduce((high, one) => Math.max(high, total(one)), 1);
  const width = (scale.right - scale.left) / COLUMNS;
  const paths = new Map<PodState, string>();
  const end = columnOf(scale, scale.x(endedAt));
  for (const [column, one] of counts.entries()) {
    if (column > end) break;
    let below = 0;
    for (const state of POD_STATES) {
      const count = one.get(state) ?? 0;
      if (count === 0) continue;
      const x = round(scale.left + column * width);
      const y = round(top + SUM * (1 - (below + count) / most));
      const bar = `M${x} ${y}h${round(width + 0.1)}v${round((SUM * count) / most)}h${round(-width - 0.1)}z`;
      paths.set(state, (paths.get(state) ?? '') + bar);
      below += count;
    }
  }
  const drawn = [...paths].map(
    ([state, path]) => markup`<path class="pod ${state}" d="${path}"><title>${STATE_WORDS[state]}</title></path>`,
  );
  return markup`<g class="sum"><text x="${scale.left - 8}" y="${top + 11}" text-anchor="end">at most ${most} at once</text>${drawn}</g>`;
}

type Counts = ReadonlyMap<PodState, number>;

function total(counts: Counts): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

function columnOf({ left, right }: TimeScale, x: number): number {
  return Math.min(COLUMNS - 1, Math.max(0, Math.floor(((x - left) / (right - left)) * COLUMNS)));
}

function countsByColumn(pods: readonly PodRecord[], scale: TimeScale): Counts[] {
  const changes: Map<PodState, number>[] = Array.from({ length: COLUMNS }, () => new Map());
  const add = (column: number, state: PodState, count: number) => {
    const own = changes[column];
    if (own !== undefined && state !== 'gone') own.set(state, (own.get(state) ?? 0) + count);
  };
  for (const { phases } of pods) {
    for (const [place, phase] of phases.entries()) {
      const column = columnOf(scale, scale.x(phase.at));
      const before = phases[place - 1];
      if (before !== undefined) add(column, stateOf(before), -1);
      add(column, stateOf(phase), 1);
    }
  }
  const now = new Map<PodState, number>();
  return changes.map((own) => {
    for (const [state, count] of own) now.set(state, (now.get(state) ?? 0) + count);
    return new Map(now);
  });
}
