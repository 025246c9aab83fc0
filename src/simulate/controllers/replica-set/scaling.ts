// From the number of pods that there are to the one that there should be: manageReplicas in
// pkg/controller/replicaset/replica_set.go, Kubernetes v1.35.4.
import type { Action, Steps } from '../../action.js';
import type { PodSet } from '../../objects/replication-controller.js';
import type { World } from '../../world.js';
import { podFromTemplate } from '../pod-from-template.js';
import { podsToDelete } from '../scale-down-order.js';

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
    let failure: string | undefined;
    for (let place = 0; place < batch; place++) failure = (yield* createPod(set)) ?? failure;
    if (failure !== undefined) return failure;
    remaining -= batch;
  }
  return undefined;
}

function eventOf(
  set: PodSet,
  type: 'Normal' | 'Warning',
  said: { readonly reason: string; readonly message: string; readonly because: string },
): Action {
  return { do: 'event', object: set, source: SOURCES[set.kind], type, ...said };
}

function* createPod(set: PodSet): Steps<string | undefined> {
  const because = `spec.replicas: ${set.spec.replicas}`;
  const outcome = yield { do: 'create', object: podFromTemplate(set.spec.template, set), because };
  if (outcome.kind === 'refused') {
    const message = `Error creating: ${outcome.message}`;
    yield eventOf(set, 'Warning', { reason: 'FailedCreate', message, because });
    return outcome.message;
  }
  const message = `Created pod: ${outcome.object?.metadata.name ?? ''}`;
  yield eventOf(set, 'Normal', { reason: 'SuccessfulCreate', message, because });
  return undefined;
}

function* deletePods(set: PodSet, world: World, count: number): Steps {
  const { pods, rule, alike } = podsToDelete(set, world, count);
  const because = `spec.replicas: ${set.spec.replicas}${rule === '' ? '' : `; ${rule}`}`;
  for (const pod of pods) {
    yield { do: 'delete', object: pod, because, ...(alike.length > 0 && { alike }) };
    const message = `Deleted pod: ${pod.metadata.name}`;
    yield eventOf(set, 'Normal', { reason: 'SuccessfulDelete', message, because });
  }
}
