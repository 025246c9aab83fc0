/** The lives of pods. */

import { readyCount, statusWord } from '../kubelet/pod-status.js';
import { qosClass } from '../kubelet/qos.js';
import { controllerOf } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import { podRequests } from '../scheduler/resources.js';
import type { PodPhase, PodRecord } from '../timeline.js';
import { type Change, managerOf, objectNamed, podsOf, type World } from '../world.js';

/** When something happened, and in which world. */
export interface Moment {
  readonly at: number;
  /** Place among everything recorded. */
  readonly order: number;
  readonly world: World;
}

/** Takes note of a change of a pod, and of its twins. */
export type PodRecorder = (change: Change, moment: Moment) => void;

/** Records lives of pods into `pods`. */
export function newPodRecorder(pods: PodRecord[]): PodRecorder {
  // Serial numbers count up: an array finds them faster than a map.
  const bySerial: (PodRecord | undefined)[] = [];
  return (change, moment) => {
    if (change.object.kind !== 'Pod') return;
    const isGone = change.after === undefined;
    const looks = looksOf(change.object, isGone);
    const { restarts } = change.object.status;
    const { at, order } = moment;
    const phase: PodPhase = { at, order, ...looks, restarts };
    // Pods that are alike share what they had in common so far.
    let model: PodRecord | undefined;
    let earlier: readonly PodPhase[] | undefined;
    let phases: readonly PodPhase[] = NO_PHASES;
    for (const pod of podsOf(change)) {
      let record = bySerial[pod.metadata.serial];
      if (record === undefined) {
        model ??= newRecord(pod, moment);
        record = { ...model, name: pod.metadata.name, node: pod.node, last: pod };
        bySerial[pod.metadata.serial] = record;
        pods.push(record);
      }
      if (record.phases !== earlier) {
        earlier = record.phases;
        phases = followedBy(earlier, phase);
      }
      record.phases = phases;
      update(record, pod, { at, isGone });
    }
  };
}

const NO_PHASES: readonly PodPhase[] = [];

/** The phases with one more, unless it looks like the last. */
function followedBy(phases: readonly PodPhase[], phase: PodPhase): readonly PodPhase[] {
  const { status, ready, readyContainers, restarts } = phase;
  const before = phases.at(-1);
  const isSame =
    before?.status === status &&
    before.ready === ready &&
    before.readyContainers === readyContainers &&
    before.restarts === restarts;
  return isSame ? phases : [...phases, phase];
}

type Looks = Pick<PodPhase, 'status' | 'ready' | 'readyContainers' | 'containers'>;

function looksOf(pod: Pod, isGone: boolean): Looks {
  const { ready: readyContainers, total: containers } = readyCount(pod);
  const status = isGone ? 'gone' : statusWord(pod);
  return { status, ready: pod.status.ready && !isGone, readyContainers, containers };
}

function newRecord(pod: Pod, { at, world }: Moment): PodRecord {
  const owner = controllerOf(pod.metadata);
  const set = managerOf(world, 'ReplicaSet', pod);
  const manager = set ?? managerOf(world, 'Job', pod);
  const above = manager && controllerOf(manager.metadata);
  const workload = above
    ? `${above.kind}/${above.name}`
    : owner
      ? `${owner.kind}/${owner.name}`
      : `Pod/${pod.metadata.name}`;
  return {
    name: pod.metadata.name,
    namespace: pod.metadata.namespace,
    owner: owner === undefined ? '' : `${owner.kind}/${owner.name}`,
    workload,
    revision: set ? Number(set.metadata.annotations['deployment.kubernetes.io/revision'] ?? 0) : revisionOf(pod, world),
    node: pod.node,
    created: at,
    scheduled: undefined,
    running: undefined,
    ready: undefined,
    deleting: undefined,
    gone: undefined,
    restarts: 0,
    requests: podRequests(pod.spec),
    qosClass: qosClass(pod.spec),
    last: pod,
    phases: NO_PHASES,
  };
}

/** The number of the ControllerRevision that the pod's label names: by its whole name, or by its hash. */
function revisionOf({ metadata }: Pod, world: World): number | undefined {
  const label = metadata.labels['controller-revision-hash'];
  const owner = controllerOf(metadata);
  if (label === undefined || owner === undefined) return undefined;
  const named = (name: string) => objectNamed(world, 'ControllerRevision', metadata.namespace, name);
  return (named(label) ?? named(`${owner.name}-${label}`))?.spec.revision;
}

function update(record: PodRecord, pod: Pod, { at, isGone }: { readonly at: number; readonly isGone: boolean }): void {
  const { deletionTimestamp } = pod.metadata;
  const { status } = pod;
  record.last = pod;
  record.node ??= pod.node;
  record.scheduled ??= status.scheduledAt;
  if (status.phase === 'Running') record.running ??= at;
  if (status.ready) record.ready ??= at;
  if (deletionTimestamp !== undefined || isGone) record.deleting ??= deletionTimestamp ?? at;
  if (isGone) record.gone ??= at;
  record.restarts = status.restarts;
}
