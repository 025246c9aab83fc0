/** What a run looked like from outside: events, the life of each pod, and counts of each workload at each change. */

import type { Controller, WorkloadCounts } from './controller.js';
import type { RecordedEvent } from './event-log.js';
import { readyCount, statusWord } from './kubelet/pod-status.js';
import { type QosClass, qosClass } from './kubelet/qos.js';
import type { Listener } from './loop.js';
import { type Condition, conditionOf } from './objects/condition.js';
import type { WorldObject } from './objects/kinds.js';
import { controllerOf } from './objects/metadata.js';
import type { Resources } from './objects/node.js';
import type { Pod } from './objects/pod.js';
import { type Remark, remarksOn } from './remarks.js';
import { podRequests } from './scheduler/resources.js';
import { type Change, managerOf, objectNamed, type World } from './world.js';

/** An event or a step of the scenario, at virtual milliseconds. */
export interface TimelineEvent {
  readonly at: number;
  /** Place among everything recorded: at one instant things have an order, too. */
  readonly order: number;
  readonly step: number;
  readonly controller: string;
  readonly severity: 'Normal' | 'Warning';
  readonly reason: string;
  /** `Deployment/web` */
  readonly object: string;
  readonly namespace: string;
  readonly message: string;
  readonly because: string;
  /** What a cluster's event log would keep: the message, "(combined from similar events): …", or nothing. */
  readonly recorded: RecordedEvent['recorded'];
}

/** A condition of a workload that took another status, at virtual milliseconds. */
export interface ConditionChange {
  readonly at: number;
  readonly order: number;
  /** `Deployment/web` */
  readonly object: string;
  readonly namespace: string;
  readonly type: string;
  readonly status: Condition['status'];
  readonly reason: string;
  readonly message: string;
}

/** The life of one pod; times in virtual milliseconds, `undefined` for what did not happen. */
export interface PodRecord {
  readonly name: string;
  readonly namespace: string;
  /** `ReplicaSet/web-abc`, '' for a bare pod. */
  readonly owner: string;
  /** Key of its workload, as `workloadName` gives it. */
  readonly workload: string;
  revision: number | undefined;
  node: string | undefined;
  readonly created: number;
  scheduled: number | undefined;
  running: number | undefined;
  ready: number | undefined;
  deleting: number | undefined;
  gone: number | undefined;
  restarts: number;
  /** What the scheduler reserves for it. */
  readonly requests: Resources;
  /** Its QoS class, which decides when it is evicted. */
  readonly qosClass: QosClass;
  /** As it is, or was before it was gone. */
  last: Pod;
  /** Changes of what `kubectl get pods -w` shows in STATUS and READY. */
  readonly phases: PodPhase[];
}

/** What `kubectl get pods -w` shows of a pod from a moment on. */
export interface PodPhase {
  readonly at: number;
  readonly order: number;
  readonly status: string;
  /** The pod's Ready condition. */
  readonly ready: boolean;
  /** READY: so many of its containers, of so many. */
  readonly readyContainers: number;
  readonly containers: number;
  readonly restarts: number;
}

/** The life of one PersistentVolumeClaim, at virtual milliseconds: with it goes the data. */
export interface ClaimRecord {
  readonly name: string;
  readonly namespace: string;
  readonly created: number;
  deleted: number | undefined;
  /** Why it was deleted, in terms of a field; '' while it is there. */
  because: string;
}

/** A remark on a workload, at virtual milliseconds. */
export interface TimelineRemark extends Remark {
  readonly at: number;
}

/** Counts of one workload at one moment. */
export interface Sample extends WorkloadCounts {
  readonly at: number;
  /** Place among everything recorded: after what made the counts so. */
  readonly order: number;
  /** `Deployment/web` */
  readonly workload: string;
  readonly namespace: string;
}

/** A recording of a run. */
export interface Timeline {
  readonly events: TimelineEvent[];
  readonly pods: PodRecord[];
  readonly samples: Sample[];
  readonly conditions: ConditionChange[];
  readonly claims: ClaimRecord[];
  readonly remarks: TimelineRemark[];
  /** What the API server said last of each object that was applied, by `Kind/namespace/name`; '' if it took it. */
  readonly answers: Map<string, string>;
}

/** A recording in progress, with the listener that fills it. `step` is the step of the scenario that runs. */
export interface Recorder {
  readonly timeline: Timeline;
  readonly listener: Listener;
  step: number;
  /** Counts everything recorded. */
  order: number;
}

/** Records what happens in the world that `world()` gives. */
export function newRecorder(controllers: readonly Controller[], world: () => World): Recorder {
  const timeline: Timeline = {
    events: [],
    pods: [],
    samples: [],
    conditions: [],
    claims: [],
    remarks: [],
    answers: new Map(),
  };
  const byUid = new Map<string, PodRecord>();
  const claimsByUid = new Map<string, ClaimRecord>();
  // In order of registration, so that samples of one instant have a fixed order.
  const touched: Set<string>[] = controllers.map(() => new Set());
  const last = new Map<string, WorkloadCounts>();
  // Changes come in runs of pods of one owner: its workloads are looked up once for the run.
  let lastOwner = '';
  const touch = (change: Change) => {
    const owner = change.object.kind === 'Pod' ? (controllerOf(change.object.metadata)?.uid ?? '') : '';
    if (owner !== '' && owner === lastOwner) return;
    lastOwner = owner;
    for (const [place, controller] of controllers.entries()) {
      const key = controller.workload?.workloadOf(change, world());
      if (key !== undefined) touched[place]?.add(key);
    }
  };
  const recorder: Recorder = {
    timeline,
    step: 0,
    order: 0,
    listener: {
      change: (change, at) => {
        if (change.object.kind === 'Pod')
          recordPod(change, { at, timeline, byUid, world: world(), order: recorder.order++ });
        else recordConditions(change, { at, timeline, next: () => recorder.order++ });
        if (change.object.kind === 'PersistentVolumeClaim')
          recordClaim(change, { at, claims: timeline.claims, byUid: claimsByUid });
        for (const remark of remarksOn(change, world())) timeline.remarks.push({ at, ...remark });
        touch(change);
      },
      answer: ({ kind, key, refused }) => {
        timeline.answers.set(`${kind}/${key}`, refused);
      },
      event: (event) => {
        timeline.events.push(eventOf(event, recorder.step, recorder.order++));
      },
      instant: (at) => {
        lastOwner = '';
        for (const [place, controller] of controllers.entries()) {
          for (const key of touched[place] ?? [])
            sample(controller, key, { at, timeline, last, world: world(), order: recorder.order++ });
          touched[place]?.clear();
        }
      },
    },
  };
  return recorder;
}

function eventOf({ at, event, recorded }: RecordedEvent, step: number, order: number): TimelineEvent {
  const { kind, metadata } = event.object;
  return {
    at,
    order,
    step,
    controller: event.source,
    severity: event.type,
    reason: event.reason,
    object: `${kind}/${metadata.name}`,
    namespace: metadata.namespace,
    message: event.message,
    because: event.because,
    recorded,
  };
}

interface Recording {
  readonly at: number;
  readonly timeline: Timeline;
  readonly world: World;
}

function sample(
  controller: Controller,
  key: string,
  {
    at,
    timeline,
    last,
    world,
    order,
  }: Recording & { readonly last: Map<string, WorkloadCounts>; readonly order: number },
): void {
  const counts = controller.workload?.counts(key, world);
  if (counts === undefined) return;
  const id = `${controller.kind}:${key}`;
  if (isSameCounts(last.get(id), counts)) return;
  last.set(id, counts);
  const slash = key.indexOf('/');
  const workload = `${controller.kind}/${key.slice(slash + 1)}`;
  timeline.samples.push({ at, order, workload, namespace: key.slice(0, slash), ...counts });
}

interface ConditionRecording {
  readonly at: number;
  readonly timeline: Timeline;
  readonly next: () => number;
}

function recordConditions({ before, after }: Change, { at, timeline, next }: ConditionRecording): void {
  const now = conditionsOf(after);
  const earlier = conditionsOf(before);
  if (after === undefined || now === earlier) return;
  for (const { type, status, reason, message } of now) {
    if (conditionOf(earlier, type)?.status === status) continue;
    const { kind, metadata } = after;
    const object = `${kind}/${metadata.name}`;
    timeline.conditions.push({
      at,
      order: next(),
      object,
      namespace: metadata.namespace,
      type,
      status,
      reason,
      message,
    });
  }
}

const NO_CONDITIONS: readonly Condition[] = [];

function conditionsOf(object: WorldObject | undefined): readonly Condition[] {
  return object !== undefined && 'conditions' in object.status ? object.status.conditions : NO_CONDITIONS;
}

function recordClaim(
  { type, object, because }: Change,
  {
    at,
    claims,
    byUid,
  }: { readonly at: number; readonly claims: ClaimRecord[]; readonly byUid: Map<string, ClaimRecord> },
): void {
  const { name, namespace, uid } = object.metadata;
  const record = byUid.get(uid) ?? { name, namespace, created: at, deleted: undefined, because: '' };
  if (!byUid.has(uid)) {
    byUid.set(uid, record);
    claims.push(record);
  }
  // Why it goes is said when its deletion begins; that no pod uses it any more only lets it go.
  if (object.metadata.deletionTimestamp !== undefined && record.because === '') record.because = because;
  if (type !== 'deleted') return;
  record.deleted = at;
  if (record.because === '') record.because = because;
}

function isSameCounts(one: WorkloadCounts | undefined, other: WorkloadCounts): boolean {
  return (
    one !== undefined &&
    one.desired === other.desired &&
    one.total === other.total &&
    one.updated === other.updated &&
    one.ready === other.ready &&
    one.available === other.available &&
    one.terminating === other.terminating &&
    one.maxUnavailable === other.maxUnavailable
  );
}

function recordPod(
  change: Change,
  { at, timeline, byUid, world, order }: Recording & { readonly byUid: Map<string, PodRecord>; readonly order: number },
): void {
  const pod = change.object;
  if (pod.kind !== 'Pod') return;
  const record = byUid.get(pod.metadata.uid) ?? newRecord(pod, at, world);
  if (!byUid.has(pod.metadata.uid)) {
    byUid.set(pod.metadata.uid, record);
    timeline.pods.push(record);
  }
  update(record, pod, { at, order, isGone: change.after === undefined });
}

function newRecord(pod: Pod, at: number, world: World): PodRecord {
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

function update(
  record: PodRecord,
  pod: Pod,
  { at, order, isGone }: { readonly at: number; readonly order: number; readonly isGone: boolean },
): void {
  record.last = pod;
  record.node ??= pod.node;
  record.scheduled ??= pod.status.scheduledAt;
  if (pod.status.phase === 'Running') record.running ??= at;
  if (pod.status.ready) record.ready ??= at;
  if (pod.metadata.deletionTimestamp !== undefined || isGone) record.deleting ??= pod.metadata.deletionTimestamp ?? at;
  if (isGone) record.gone ??= at;
  const { restarts } = pod.status;
  record.restarts = restarts;
  const status = isGone ? 'gone' : statusWord(pod);
  const ready = pod.status.ready && !isGone;
  const { ready: readyContainers, total: containers } = readyCount(pod);
  const before = record.phases.at(-1);
  if (
    before === undefined ||
    before.status !== status ||
    before.ready !== ready ||
    before.readyContainers !== readyContainers ||
    before.restarts !== restarts
  )
    record.phases.push({ at, order, status, ready, readyContainers, containers, restarts });
}
