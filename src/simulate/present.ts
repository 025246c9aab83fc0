/**
 * What a recording of a fork begins with: the pods and counts that the run before it has left. They are recorded when
 * something first happens to them, so that a question about one of a thousand workloads records only that one.
 */

import type { Controller } from './controller.js';
import type { Listener } from './loop.js';
import type { Kind } from './objects/kinds.js';
import type { Pod } from './objects/pod.js';
import type { PodRecord, Recorder, Sample, Timeline } from './timeline.js';
import { type Change, eachOf, type World } from './world.js';

/** How the pods and the workloads of a run stand, by namespace and name. */
export interface Present {
  readonly pods: ReadonlyMap<string, PodRecord>;
  readonly samples: ReadonlyMap<string, Sample>;
}

/** The present of a run that has been recorded so far. */
export function presentOf({ pods, samples }: Timeline): Present {
  return {
    pods: new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])),
    samples: new Map(samples.map((sample) => [`${sample.namespace}/${sample.workload}`, sample])),
  };
}

/** Where the recording of a fork is made. */
export interface Fork {
  readonly controllers: readonly Controller[];
  readonly world: () => World;
  /** When the fork began, in virtual milliseconds. */
  readonly startedAt: number;
}

/** A listener, and what it has heard of. */
export interface Listening {
  readonly listener: Listener;
  /** Objects that changed, and the workloads that they count to, as `standingKey` names them. */
  readonly touched: ReadonlySet<string>;
}

/** `Deployment:shop/web` */
export function standingKey(kind: Kind, key: string): string {
  return `${kind}:${key}`;
}

/** Listens like the recorder, and first records what was there when the fork began. */
export function withPresent(recorder: Recorder, { pods, samples }: Present, fork: Fork): Listening {
  const { listener, timeline } = recorder;
  const { controllers, world, startedAt } = fork;
  const seen = new Set<string>();
  const touched = new Set<string>();
  const recordPod = (pod: Pod) => {
    const added: Change = { type: 'added', before: undefined, after: pod, object: pod, because: 'it was there before' };
    listener.change(added, startedAt);
    const record = pods.get(pod.metadata.key);
    const fresh = timeline.pods.at(-1);
    // The record of the same pod: as it was written, without the way there.
    if (record !== undefined && fresh !== undefined)
      Object.assign(fresh, { ...record, phases: record.phases.slice(-1) });
  };
  const recordCounts = (change: Change) => {
    for (const { kind, workload } of controllers) {
      const key = workload?.workloadOf(change, world());
      if (key === undefined || touched.has(standingKey(kind, key))) continue;
      touched.add(standingKey(kind, key));
      const slash = key.indexOf('/');
      const sample = samples.get(`${key.slice(0, slash)}/${kind}/${key.slice(slash + 1)}`);
      if (sample !== undefined) timeline.samples.push({ ...sample, at: startedAt, order: recorder.order++ });
    }
  };
  const change: Listener['change'] = (changed, at) => {
    for (const { before, object } of eachOf(changed)) {
      if (before?.kind === 'Pod' && !seen.has(object.metadata.uid)) recordPod(before);
      if (object.kind === 'Pod') seen.add(object.metadata.uid);
    }
    recordCounts(changed);
    if (changed.object.kind === 'Node') touched.add(standingKey('Node', changed.object.metadata.key));
    listener.change(changed, at);
  };
  return { listener: { ...listener, change }, touched };
}
