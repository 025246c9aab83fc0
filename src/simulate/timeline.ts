/** What a run looked like from outside: events, the life of each pod, and counts of each workload at each change. `timeline/` records the parts. */

import { type EventAction, type EventsAction, eventsIn } from './action.js';
import type { Controller, WorkloadCounts } from './controller.js';
import type { QosClass } from './kubelet/qos.js';
import type { Listener } from './loop.js';
import type { Condition } from './objects/condition.js';
import type { Resources } from './objects/node.js';
import type { Pod } from './objects/pod.js';
import { type Remark, remarksOn } from './remarks.js';
import { newClaimRecorder } from './timeline/claims.js';
import { recordConditions } from './timeline/conditions.js';
import { newPodRecorder } from './timeline/pods.js';
import { newSampleRecorder } from './timeline/samples.js';
import type { World } from './world.js';

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
  /** Serial number of the object: another one of its name has another. */
  readonly serial: number;
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
  /** Changes of what `kubectl get pods -w` shows in STATUS and READY; pods that are alike share the list. */
  phases: readonly PodPhase[];
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
  /** Writes what was said since the last time into `timeline.events`: before anybody reads them. */
  readonly write: () => void;
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
  const { conditions } = timeline;
  const next = () => recorder.order++;
  const recordPods = newPodRecorder(timeline.pods);
  const recordClaim = newClaimRecorder(timeline.claims);
  const samples = newSampleRecorder(controllers, timeline.samples, next);
  let unwritten: (When & { readonly said: EventAction | EventsAction })[] = [];
  const recorder: Recorder = {
    timeline,
    write: () => {
      for (const { said, ...when } of unwritten)
        for (const event of eventsIn(said)) timeline.events.push(eventOf(event, when));
      unwritten = [];
    },
    step: 0,
    order: 0,
    listener: {
      change: (change, at) => {
        const { object } = change;
        if (object.kind === 'Pod') recordPods(change, { at, order: next(), world: world() });
        else recordConditions(change, { at, conditions, next });
        if (object.kind === 'PersistentVolumeClaim') recordClaim(change, at);
        // Of pods there is only something to say where chance chose them.
        if (object.kind !== 'Pod' || change.alike !== undefined)
          for (const remark of remarksOn(change, world())) timeline.remarks.push({ at, ...remark });
        samples.touch(change, world());
      },
      answer: ({ kind, key, refused }) => {
        timeline.answers.set(`${kind}/${key}`, refused);
      },
      event: (said, at) => {
        unwritten.push({ said, at, step: recorder.step, order: next() });
      },
      instant: (at) => samples.count(at, world()),
    },
  };
  return recorder;
}

type When = Pick<TimelineEvent, 'at' | 'step' | 'order'>;

function eventOf(event: EventAction, when: When): TimelineEvent {
  const { kind, metadata } = event.object;
  return {
    at: when.at,
    order: when.order,
    step: when.step,
    controller: event.source,
    severity: event.type,
    reason: event.reason,
    object: `${kind}/${metadata.name}`,
    namespace: metadata.namespace,
    message: event.message,
    because: event.because,
    serial: metadata.serial,
  };
}
