/** What the pods of a workload ask of the cluster: the most at once, and whether they get it. */

import type { PodPhase, PodRecord } from '../../simulate/timeline.js';

/** Amounts by resource: `cpu` in millicores, everything else in bytes or pieces. */
export type Amounts = ReadonlyMap<string, number>;

/** What a pod that has ended for good shows as its status; it reserves nothing any more. */
const ENDED = /^(Completed|Error|Evicted|DeadlineExceeded|Preempting|NodeShutdown|Terminated|OutOf.*|Unexpected.*)$/;

/** Has a pod with this phase ended, or is it gone? */
function hasEnded({ status }: PodPhase): boolean {
  return status === 'gone' || ENDED.test(status);
}

/** The most that these pods requested at once, by resource. */
export function peakRequests(pods: readonly PodRecord[]): Amounts {
  const changes: { readonly order: number; readonly requests: PodRecord['requests']; times: number }[] = [];
  let last: PodRecord | undefined;
  // Pods that are alike come one after the other, and share their phases.
  let runs: typeof changes = [];
  for (const pod of pods) {
    const start = pod.phases[0];
    if (start === undefined || pod.requests.size === 0) continue;
    if (last?.phases === pod.phases && last.requests === pod.requests) {
      for (const run of runs) run.times += Math.sign(run.times);
      continue;
    }
    last = pod;
    const { requests, phases } = pod;
    const end = phases.find(hasEnded);
    runs = [{ order: start.order, requests, times: 1 }];
    if (end !== undefined) runs.push({ order: end.order, requests, times: -1 });
    changes.push(...runs);
  }
  const now = new Map<string, number>();
  const peak = new Map<string, number>();
  for (const { times, requests } of changes.sort((one, other) => one.order - other.order)) {
    for (const [name, amount] of requests) {
      const sum = (now.get(name) ?? 0) + times * amount;
      now.set(name, sum);
      if (sum > (peak.get(name) ?? 0)) peak.set(name, sum);
    }
  }
  return peak;
}

/** How long pods waited for a node: how many did, how long at most, and how many never got one. */
export interface NodeWait {
  readonly waited: number;
  readonly longestMs: number;
  readonly never: number;
  /** How many were deleted while they waited. */
  readonly ended: number;
}

/** Which of these pods did not get a node at once. */
export function nodeWait(pods: readonly PodRecord[]): NodeWait {
  const waits = pods.flatMap(({ created, scheduled }) =>
    scheduled !== undefined && scheduled > created ? [scheduled - created] : [],
  );
  // A pod that names its node itself is not scheduled.
  const homeless = pods.filter(({ scheduled, node }) => scheduled === undefined && node === undefined);
  const never = homeless.filter(({ gone }) => gone === undefined).length;
  const ended = homeless.filter(({ created, gone }) => gone !== undefined && gone > created).length;
  return { waited: waits.length, longestMs: waits.reduce((most, ms) => Math.max(most, ms), 0), never, ended };
}

/** `1500m CPU, 3Gi memory`; cpu first, then memory, then the others by name. */
export function amountsText(amounts: Amounts): string {
  const names = [...amounts.keys()].filter((name) => name !== 'cpu' && name !== 'memory').sort();
  return ['cpu', 'memory', ...names]
    .flatMap((name) => {
      const amount = amounts.get(name) ?? 0;
      if (amount === 0) return [];
      return [`${quantity(name, amount)} ${name === 'cpu' ? 'CPU' : name}`];
    })
    .join(', ');
}

/** An amount as a Kubernetes quantity: `250m`, `2`, `384Mi`. */
export function quantity(name: string, amount: number): string {
  if (name === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (name !== 'memory' && name !== 'ephemeral-storage' && !name.startsWith('hugepages-')) return String(amount);
  const unit = [...UNITS].reverse().find(([, size]) => amount >= size && amount % size === 0);
  return unit === undefined ? String(amount) : `${amount / unit[1]}${unit[0]}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
];
