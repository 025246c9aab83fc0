// From the number of pods that there are to the one that there should be: manageReplicas in
// pkg/controller/replicaset/replica_set.go, Kubernetes v1.35.4.
import { runsOf } from '../../../kube/runs-of.js';
import type { EventAction, EventsAction, Steps } from '../../action.js';
import { isAlike } from '../../objects/alike.js';
import type { Pod } from '../../objects/pod.js';
import type { PodSet } from '../../objects/replication-controller.js';
import type { World } from '../../world.js';
import { podFromTemplate } from '../pod-from-template.js';
import { noteLeft, podsToDelete } from '../scale-down-order.js';

/** What the events of each kind say they come from. */
const SOURCES = { ReplicaSet: 'replicaset-controller', ReplicationController: 'replication-controller' };

const BURST_REPLICAS = 500;

/** Creates or deletes pods. Gives the first refusal in the API server's words. */
export function* manageReplicas(set: PodSet, world: World): Steps<string | undefined> {
  const active = world.indexes.podCounts.get(set.metadata.uid)?.active ?? 0;
  const missing = set.spec.replicas - active;
  if (missing > 0) return yield* slowStart(set, Math.min(missing, BURST_REPLICAS));
  if (missing < 0) yield* deletePods(set, world, Math.min(-missing, BURST_REPLICAS));
  return undefined;
}

/** Creates pods in batches of 1, 2, 4, …; a batch with a failure is the last (`slowStartBatch`). */
function* slowStart(set: PodSet, count: number): Steps<string | undefined> {
  let remaining = count;
  for (let batch = 1; remaining > 0; batch = Math.min(2 * batch, remaining)) {
    const failure = yield* createPods(set, batch);
    if (failure !== undefined) return failure;
    remaining -= batch;
  }
  return undefined;
}

function eventOf(
  set: PodSet,
  type: 'Normal' | 'Warning',
  said: { readonly reason: string; readonly message: string; readonly because: string },
): EventAction {
  return { do: 'event', object: set, source: SOURCES[set.kind], type, ...said };
}

/** Says of each pod what was done to it. */
function eventsOf(
  set: PodSet,
  pods: readonly Pod[],
  { reason, done, because }: { readonly reason: string; readonly done: string; readonly because: string },
): EventsAction {
  const of = ({ metadata: { name } }: Pod) =>
    eventOf(set, 'Normal', { reason, message: `${done} pod: ${name}`, because });
  return { do: 'events', pods, of };
}

/** Tries to create so many pods, whether or not some are refused. Gives the last refusal. */
function* createPods(set: PodSet, count: number): Steps<string | undefined> {
  const because = `spec.replicas: ${set.spec.replicas}`;
  const object = podFromTemplate(set.spec.template, set);
  let failure: string | undefined;
  for (let left = count; left > 0; ) {
    const outcome = yield { do: 'creations', object, count: left, because };
    const pods = outcome.pods ?? [];
    yield eventsOf(set, pods, { reason: 'SuccessfulCreate', done: 'Created', because });
    left -= pods.length;
    if (outcome.kind !== 'refused') continue;
    failure = outcome.message;
    left--;
    yield eventOf(set, 'Warning', { reason: 'FailedCreate', message: `Error creating: ${failure}`, because });
  }
  return failure;
}

function* deletePods(set: PodSet, world: World, count: number): Steps {
  const { pods, left, rule, alike } = podsToDelete(set, world, count);
  const because = `spec.replicas: ${set.spec.replicas}${rule === '' ? '' : `; ${rule}`}`;
  for (const group of runsOf(pods, isAlike)) {
    yield { do: 'deletions', pods: group, alike, because };
    yield eventsOf(set, group, { reason: 'SuccessfulDelete', done: 'Deleted', because });
  }
  noteLeft(set, left, world);
}
