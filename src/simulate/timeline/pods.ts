/** The lives of pods. */

import { readyCount, statusWord } from '../kubelet/pod-status.js';
import { qosClass } from '../kubelet/qos.js';
import { controllerOf } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import { podRequests } from '../scheduler/resources.js';
import type { PodPhase, PodRecord } from '../timeline.js';
import { managerOf, objectNamed, type World } from '../world.js';

/** A pod as it is after a change, or was before it was gone. */
export interface SeenPod {
  readonly pod: Pod;
  readonly at: number;
  /** Place among everything recorded. */
  readonly order: number;
  readonly isGone: boolean;
  readonly world: World;
}

/** Takes note of a change of a pod. */
export type PodRecorder = (seen: SeenPod) => void;

/** Records lives of pods into `pods`. */
export function newPodRecorder(pods: PodRecord[]): PodRecorder {
  const bySerial = new Map<number, PodRecord>();
  // Changes come in runs of pods that are alike.
  let last: (Pick<SeenPod, 'pod' | 'isGone'> & { readonly looks: Looks }) | undefined;
  return (seen) => {
    const { pod, isGone } = seen;
    const { serial } = pod.metadata;
    let record = bySerial.get(serial);
    if (record === undefined) {
      record = newRecord(seen);
      bySerial.set(serial, record);
      pods.push(record);
    }
    if (last === undefined || last.isGone !== isGone || !areLike(last.pod, pod))
      last = { pod, isGone, looks: looksOf(pod, isGone) };
    update(record, seen, last.looks);
  };
}

type Looks = Pick<PodPhase, 'status' | 'ready' | 'readyContainers' | 'containers'>;

function looksOf(pod: Pod, isGone: boolean): Looks {
  const { ready: readyContainers, total: containers } = readyCount(pod);
  const status = isGone ? 'gone' : statusWord(pod);
  return { status, ready: pod.status.ready && !isGone, readyContainers, containers };
}

/** Does kubectl show the same of both? */
function areLike(one: Pod, other: Pod): boolean {
  return (
    one.status === other.status &&
    one.life === other.life &&
    one.spec === other.spec &&
    (one.node === undefined) === (other.node === undefined) &&
    one.metadata.deletionTimestamp === other.metadata.deletionTimestamp &&
    one.metadata.finalizers === other.metadata.finalizers
  );
}

function newRecord({ pod, at, world }: SeenPod): PodRecord {
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
    phases: [],
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

function update(record: PodRecord, { pod, at, order, isGone }: SeenPod, looks: Looks): void {
  const { deletionTimestamp } = pod.metadata;
  const { restarts } = pod.status;
  record.last = pod;
  record.node ??= pod.node;
  record.scheduled ??= pod.status.scheduledAt;
  if (pod.status.phase === 'Running') record.running ??= at;
  if (pod.status.ready) record.ready ??= at;
  if (deletionTimestamp !== undefined || isGone) record.deleting ??= deletionTimestamp ?? at;
  if (isGone) record.gone ??= at;
  record.restarts = restarts;
  const { status, ready, readyContainers, containers } = looks;
  const before = record.phases.at(-1);
  const isSame =
    before?.status === status &&
    before.ready === ready &&
    before.readyContainers === readyContainers &&
    before.restarts === restarts;
  if (!isSame) record.phases.push({ at, order, status, ready, readyContainers, containers, restarts });
}
