/** What the simulator does, as lines of a recording: the twin of the oracle's tools/cmd/trace/render.go. */

import { correlate, emptyEventLog, type Kept } from '../../../src/kube/event-log.js';
import { type EventAction, eventsIn } from '../../../src/simulate/action.js';
import type { Listener } from '../../../src/simulate/loop.js';
import type { Condition } from '../../../src/simulate/objects/condition.js';
import type { WorldObject } from '../../../src/simulate/objects/kinds.js';
import { controllerOf } from '../../../src/simulate/objects/metadata.js';
import type { Pod } from '../../../src/simulate/objects/pod.js';
import { type Change, eachOf } from '../../../src/simulate/world.js';
import { autoscalerFields } from './autoscalers.js';
import { cronJobFields, jobFields } from './jobs.js';
import type { Names } from './names.js';
import type { Line } from './recording.js';

/** Collects lines; `step` is set by the player. */
export interface LineWriter {
  readonly lines: Line[];
  readonly listener: Listener;
  step: number;
}

/** A listener that writes lines. */
export function lineWriter(names: Names, startsAt: number): LineWriter {
  const last = new Map<string, string>();
  const log = emptyEventLog();
  const writer: LineWriter = {
    lines: [],
    step: 0,
    listener: {
      change: (change, at) => {
        for (const twin of eachOf(change)) note(twin, at);
      },
      event: (said, at) => {
        for (const event of eventsIn(said)) {
          const kept = correlate(log, { ...event, at, serial: event.object.metadata.serial });
          const line = eventLine(event, { t_ms: at, step: writer.step, kept }, names);
          if (line !== undefined) writer.lines.push(line);
        }
      },
      instant: () => undefined,
    },
  };
  function note(change: Change, at: number): void {
    names.see(change.object);
    const fields = fieldsOf(change.object, names, startsAt);
    if (fields === undefined) return;
    const text = JSON.stringify(fields);
    const key = `${change.object.kind}/${change.object.metadata.uid}`;
    if (change.type === 'modified' && last.get(key) === text) return;
    last.set(key, text);
    writer.lines.push({ ...fields, t_ms: at, step: writer.step, type: typeOf(change) });
  }
  return writer;
}

function typeOf(change: Change): Line['type'] {
  return change.type === 'added' ? 'ADDED' : change.type === 'deleted' ? 'DELETED' : 'MODIFIED';
}

function eventLine(
  event: EventAction,
  { t_ms, step, kept }: { readonly t_ms: number; readonly step: number; readonly kept: Kept },
  names: Names,
): Line | undefined {
  const prefix = kept === 'combined' ? '(combined from similar events): ' : '';
  const { kind, metadata } = event.object;
  if (event.source === 'kubectl') return refusedEviction(event.message, { t_ms, step });
  // Events of nodes are not in the namespace that is recorded.
  if (kind === 'Node') return undefined;
  return {
    t_ms,
    step,
    type: 'ADDED',
    kind: 'Event',
    name: `${kind}/${names.of(metadata.name)}`,
    reason: event.reason,
    message: prefix + names.fix(event.message),
    eventType: event.type,
    component: event.source,
    ...(kept === 'dropped' && { dropped: true }),
  };
}

/** What a drain says of a refused eviction, as the oracle's `trace` notes it. */
function refusedEviction(message: string, when: { readonly t_ms: number; readonly step: number }): Line | undefined {
  const match = /^error when evicting pods\/"([^"]+)" .*?: (Cannot evict .*?budget\.) (.*)$/.exec(message);
  if (match === null) return undefined;
  const [, pod = '', text = '', cause = ''] = match;
  return { ...when, type: 'NOTE', text: `evict ${pod}: 429 ${text} / ${cause}` };
}

type Fields = Record<string, unknown>;

function fieldsOf(object: WorldObject, names: Names, startsAt: number): Fields | undefined {
  const fields: Fields = { kind: object.kind, name: names.of(object.metadata.name) };
  if (object.metadata.deletionTimestamp !== undefined) fields.deleting = true;
  const owner = controllerOf(object.metadata);
  if (owner !== undefined) fields.owner = `${owner.kind}/${names.of(owner.name)}`;
  switch (object.kind) {
    case 'Pod':
      return { ...fields, ...podFields(object, names) };
    case 'Deployment': {
      const { status, spec, metadata } = object;
      return {
        ...fields,
        generation: metadata.generation,
        observedGeneration: status.observedGeneration,
        desired: spec.replicas,
        ...(spec.paused && { paused: true }),
        replicas: status.replicas,
        updated: status.updatedReplicas,
        ready: status.readyReplicas,
        available: status.availableReplicas,
        unavailable: status.unavailableReplicas,
        terminating: status.terminatingReplicas,
        revision: metadata.annotations['deployment.kubernetes.io/revision'] ?? '',
        conditions: conditionTexts(status.conditions, names),
      };
    }
    case 'ReplicaSet': {
      const { status, spec, metadata } = object;
      const annotation = (name: string) => metadata.annotations[`deployment.kubernetes.io/${name}`];
      return {
        ...fields,
        desired: spec.replicas,
        replicas: status.replicas,
        ready: status.readyReplicas,
        available: status.availableReplicas,
        fullyLabeled: status.fullyLabeledReplicas,
        terminating: status.terminatingReplicas,
        revision: annotation('revision'),
        'revision-history': annotation('revision-history'),
        'desired-replicas': annotation('desired-replicas'),
        'max-replicas': annotation('max-replicas'),
        conditions: conditionTexts(status.conditions, names),
      };
    }
    case 'StatefulSet': {
      const { status, spec, metadata } = object;
      return {
        ...fields,
        generation: metadata.generation,
        observedGeneration: status.observedGeneration,
        desired: spec.replicas,
        replicas: status.replicas,
        ready: status.readyReplicas,
        available: status.availableReplicas,
        current: status.currentReplicas,
        updated: status.updatedReplicas,
        currentRevision: names.of(status.currentRevision),
        updateRevision: names.of(status.updateRevision),
        policy: spec.podManagementPolicy,
      };
    }
    case 'DaemonSet': {
      const { status, metadata } = object;
      return {
        ...fields,
        generation: metadata.generation,
        observedGeneration: status.observedGeneration,
        desired: status.desiredNumberScheduled,
        current: status.currentNumberScheduled,
        ready: status.numberReady,
        available: status.numberAvailable,
        unavailable: status.numberUnavailable,
        updated: status.updatedNumberScheduled,
        misscheduled: status.numberMisscheduled,
      };
    }
    case 'PodDisruptionBudget': {
      const { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed } = object.status;
      return { ...fields, expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed };
    }
    case 'ControllerRevision':
      return { ...fields, revision: object.spec.revision };
    case 'PersistentVolumeClaim':
      return {
        ...fields,
        phase: object.status.phase,
        ownerRefs: object.metadata.ownerReferences.map((own) => `${own.kind}/${names.of(own.name)}`),
      };
    case 'Job':
      return { ...fields, ...jobFields(object, conditionTexts(object.status.conditions, names)) };
    case 'CronJob':
      return { ...fields, ...cronJobFields(object, startsAt) };
    case 'HorizontalPodAutoscaler':
      return { ...fields, ...autoscalerFields(object, names) };
    default:
      return undefined;
  }
}

function podFields(pod: Pod, names: Names): Fields {
  const { status, metadata } = pod;
  const hash = metadata.labels['pod-template-hash'];
  const revision = metadata.labels['controller-revision-hash'];
  const index = metadata.labels['batch.kubernetes.io/job-completion-index'];
  const cost = metadata.annotations['controller.kubernetes.io/pod-deletion-cost'];
  return {
    phase: status.phase,
    ready: status.ready,
    node: pod.node,
    image: (pod.spec.containers ?? []).map((container) => container.image ?? '').join(','),
    ...(hash !== undefined && { 'pod-template-hash': names.of(hash) }),
    ...(revision !== undefined && { 'controller-revision-hash': names.of(revision) }),
    ...(status.waiting !== '' && { waiting: status.waiting }),
    ...(index !== undefined && { 'job-completion-index': index }),
    ...(status.restarts > 0 && { restarts: status.restarts }),
    ...(status.unschedulable !== '' && { unschedulable: status.unschedulable }),
    ...(status.disruption !== '' && { disruption: status.disruption }),
    ...(metadata.finalizers.length > 0 && { finalizers: metadata.finalizers }),
    ...(cost !== undefined && { deletionCost: cost }),
  };
}

/** `Type=Status/Reason: Message` */
export function conditionTexts(conditions: readonly Condition[], names: Names): string[] {
  return conditions.map(({ type, status, reason, message }) =>
    names.fix(`${type}=${status}${reason ? `/${reason}` : ''}${message ? `: ${message}` : ''}`),
  );
}
