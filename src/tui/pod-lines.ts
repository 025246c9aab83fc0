/** The pods of a workload at one moment, by ReplicaSet or revision, and by node. */

import { POD_STATES, type PodState, phaseAt, STATE_WORDS, stateOf } from '../report/simulation/pod-state.js';
import type { PodRecord } from '../simulate/timeline.js';
import { cut, type Line, type Span, span, type Tone, widthOf } from './line.js';

/** Sign and colour of a state: each says the same without the other. */
const SIGNS: Readonly<Record<PodState, readonly [string, Tone]>> = {
  ready: ['●', 'good'],
  running: ['◐', 'info'],
  waiting: ['○', 'warning'],
  trouble: ['✗', 'bad'],
  terminating: ['◌', 'special'],
  done: ['✓', 'faint'],
  gone: [' ', 'faint'],
};

/** What the signs mean. */
export const SIGN_LEGEND: Line = POD_STATES.flatMap((state) => [
  span(`${SIGNS[state][0]} `, SIGNS[state][1]),
  span(`${state}  `, 'faint'),
]);

interface Present {
  readonly pod: PodRecord;
  readonly state: PodState;
  readonly status: string;
}

/** A line for each ReplicaSet or revision, and below it one for each node. */
export function podLines(pods: readonly PodRecord[], at: number, width: number): Line[] {
  const groups = new Map<string, Present[]>();
  for (const pod of pods) {
    const phase = phaseAt(pod, at);
    if (phase === undefined || phase.status === 'gone') continue;
    const one = { pod, state: stateOf(phase), status: phase.status };
    add(groups, `${pod.owner}\n${pod.revision ?? ''}`, one);
  }
  return [...groups.values()].flatMap((own) =>
    [headLine(own), ...nodeLines(own, width)].map((line) => cut(line, width)),
  );
}

function add<T>(groups: Map<string, T[]>, key: string, one: T): void {
  const own = groups.get(key);
  if (own === undefined) groups.set(key, [one]);
  else own.push(one);
}

function headLine(own: readonly Present[]): Line {
  const [first] = own;
  const revision = first?.pod.revision === undefined ? '' : `  revision ${first.pod.revision}`;
  return [span(`${first?.pod.owner || 'no owner'}${revision}  `, 'strong'), ...countSpans(own)];
}

function countSpans(own: readonly Present[]): Span[] {
  return POD_STATES.flatMap((state) => {
    const count = own.filter((one) => one.state === state).length;
    return count === 0 ? [] : [span(`${count} ${STATE_WORDS[state]}  `, SIGNS[state][1])];
  });
}

function nodeLines(own: readonly Present[], width: number): Line[] {
  const nodes = new Map<string, Present[]>();
  for (const one of own) add(nodes, one.pod.node ?? '', one);
  const sorted = [...nodes].sort(([node], [other]) => compareNames(node, other));
  return sorted.map(([node, present]) => {
    const label = span(`  ${node === '' ? '(no node)' : node}  `, 'faint');
    const each = [label, ...present.flatMap(podSpans)];
    return widthOf(each) <= width ? each : [label, ...countedSigns(present)];
  });
}

function podSpans({ pod, state, status }: Present): Span[] {
  const owner = pod.owner.slice(pod.owner.indexOf('/') + 1);
  const short = pod.name.startsWith(`${owner}-`) ? pod.name.slice(owner.length + 1) : pod.name;
  // What a sign cannot say.
  const word = state === 'trouble' || (state === 'waiting' && status !== 'ContainerCreating') ? ` ${status}` : '';
  const restarts = pod.restarts > 0 && state === 'trouble' ? ` (${pod.restarts} restarts in all)` : '';
  return [span(`${SIGNS[state][0]} `, SIGNS[state][1]), span(`${short}${word}${restarts}  `)];
}

function countedSigns(present: readonly Present[]): Span[] {
  return POD_STATES.flatMap((state) => {
    const count = present.filter((one) => one.state === state).length;
    return count === 0 ? [] : [span(`${SIGNS[state][0]} ×${count}  `, SIGNS[state][1])];
  });
}

/** `node-2` before `node-10`. */
function compareNames(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
