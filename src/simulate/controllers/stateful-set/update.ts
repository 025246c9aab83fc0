/**
 * One step of a StatefulSet towards what it is to be: pods that are missing, then pods too many, then pods of the wrong
 * revision. OrderedReady stops at the first pod that is not available, whatever is left to do. Follows kubernetes@v1.35.4
 * pkg/controller/statefulset/stateful_set_control.go (updateStatefulSet).
 */

import { isGateOn } from '../../../kube/gates.js';
import { scaledValue } from '../../../kube/int-or-percent.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import type { Steps } from '../../action.js';
import { isTerminal, type Pod } from '../../objects/pod.js';
import type { StatefulSet, StatefulSetStatus } from '../../objects/stateful-set.js';
import type { World } from '../../world.js';
import { claimsMatchRetention, isClaimStale, retainClaims } from './claims.js';
import { isAvailable, isBeingDeleted, isInRange, isReady, ordinalOf, revisionOf, startOf } from './ordinals.js';
import { createPod, deletePod, type MissingPod, mendClaims, mendPod } from './pods.js';
import type { Revisions } from './revisions.js';
import { statusOf } from './status.js';

/** A pod that the set is to have: there, or missing. */
export type Replica = Pod | MissingPod;

/** The status to write, and whether a call failed: then the sync is tried again. */
export interface Updated {
  readonly status: StatefulSetStatus;
  readonly failed: boolean;
}

interface Scene {
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  /** By ordinal, from the first. */
  readonly replicas: readonly Replica[];
  /** Pods out of range, highest ordinal first. */
  readonly condemned: readonly Pod[];
  /** OrderedReady: one after the other. */
  readonly isOrdered: boolean;
  readonly world: World;
}

/** `continue`: on to the next pod. `wait`: OrderedReady goes no further now. `failed`: the API server refused something. */
type Turn = 'continue' | 'wait' | 'failed';

/** Does what can be done now. `pods` are the set's pods as they are at the start of the sync. */
export function* updateStatefulSet(
  set: StatefulSet,
  revisions: Revisions,
  { pods, world }: { readonly pods: readonly Pod[]; readonly world: World },
): Steps<Updated> {
  const scene = sceneOf(set, revisions, { pods, world });
  const counted = [...scene.replicas.filter(isPod), ...scene.condemned];
  const status = statusOf(set, revisions, { pods: counted, now: world.now });
  if (set.metadata.deletionTimestamp !== undefined) return { status, failed: false };
  const { replicas, condemned } = scene;
  const turn =
    (yield* forAll(scene, replicas, (replica) => processReplica(scene, replica))) ??
    (yield* forAll(scene, condemned, (pod) => retainCondemned(scene, pod))) ??
    (yield* forAll(scene, condemned, (pod) => processCondemned(scene, pod)));
  if (turn !== undefined) return { status, failed: turn === 'failed' };
  const deleted = yield* replaceOutdated(scene);
  return { status: { ...status, currentReplicas: status.currentReplicas - deleted }, failed: false };
}

function isPod(replica: Replica): replica is Pod {
  return replica.kind === 'Pod';
}

function sceneOf(
  set: StatefulSet,
  revisions: Revisions,
  { pods, world }: { readonly pods: readonly Pod[]; readonly world: World },
): Scene {
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(pod), pod]));
  const start = startOf(set);
  const replicas = Array.from({ length: set.spec.replicas }, (_, place) => {
    const ordinal = start + place;
    return byOrdinal.get(ordinal) ?? missingPod(set, revisions, ordinal);
  });
  const condemned = pods
    .filter((pod) => ordinalOf(pod) >= 0 && !isInRange(ordinalOf(pod), set))
    .sort((one, other) => ordinalOf(other) - ordinalOf(one));
  const isOrdered = set.spec.podManagementPolicy !== 'Parallel';
  return { set, revisions, replicas, condemned, isOrdered, world };
}

/** Which revision a new pod gets (`newVersionedStatefulSetPod`): below the partition it is the current one. */
function missingPod(set: StatefulSet, { current, update }: Revisions, ordinal: number): MissingPod {
  const { updateStrategy } = set.spec;
  const rolling = updateStrategy.type === 'RollingUpdate' ? updateStrategy : undefined;
  // Without `rollingUpdate`, as many as are counted at the current revision get it again.
  const currentCount = rolling === undefined ? 0 : (rolling.rollingUpdate?.partition ?? set.status.currentReplicas);
  const revision = ordinal < startOf(set) + currentCount ? current : update;
  return { kind: 'MissingPod', ordinal, revision: revision.metadata.name, template: revision.spec.template };
}

/** `runForAll`: in order until one waits, or in batches of 1, 2, 4, … until one fails. */
function* forAll<T>(scene: Scene, items: readonly T[], step: (item: T) => Steps<Turn>): Steps<Turn | undefined> {
  if (scene.isOrdered) {
    for (const item of items) {
      const turn = yield* step(item);
      if (turn !== 'continue') return turn;
    }
    return undefined;
  }
  const MAX_BATCH = 500;
  for (let done = 0, size = 1; done < items.length; done += size, size = Math.min(2 * size, MAX_BATCH)) {
    let hasFailed = false;
    for (const item of items.slice(done, done + size)) hasFailed = (yield* step(item)) === 'failed' || hasFailed;
    if (hasFailed) return 'failed';
  }
  return undefined;
}

/** `processReplica`: a pod of the set, or one that is missing. */
function* processReplica(scene: Scene, replica: Replica): Steps<Turn> {
  const { set, isOrdered, world } = scene;
  if (replica.kind === 'MissingPod') {
    if (isClaimStale(set, { ordinal: replica.ordinal, pod: undefined }, world)) return 'wait';
    const error = yield* createPod(set, replica, world);
    if (error !== undefined) return 'failed';
    return isOrdered ? 'wait' : 'continue';
  }
  const pod = replica;
  if (isTerminal(pod)) {
    // The next sync makes it anew, once it is gone.
    if (!isBeingDeleted(pod))
      yield* deletePod(
        set,
        { ordinal: ordinalOf(pod), because: `the pod has ${pod.status.phase.toLowerCase()}` },
        world,
      );
    return 'wait';
  }
  if (pod.status.phase === 'Pending' && (yield* mendClaims(set, pod, world)) !== undefined) return 'failed';
  const isBlocking = isBeingDeleted(pod) || !isReady(pod) || !isAvailable(pod, set.spec.minReadySeconds, world.now);
  if (isBlocking && isOrdered) return 'wait';
  yield* mendPod(set, pod, world);
  return 'continue';
}

function* retainCondemned({ set, world }: Scene, pod: Pod): Steps<Turn> {
  const user = { ordinal: ordinalOf(pod), pod };
  if (!claimsMatchRetention(set, user, world)) yield* retainClaims(set, user, world);
  return 'continue';
}

/** `processCondemned`: pods go one by one, each when the one above is gone and all others are available. */
function* processCondemned(scene: Scene, pod: Pod): Steps<Turn> {
  const { set, isOrdered, world } = scene;
  if (isBeingDeleted(pod)) return isOrdered ? 'wait' : 'continue';
  const isHealthy = isReady(pod) && isAvailable(pod, set.spec.minReadySeconds, world.now);
  if (!isHealthy && isOrdered && pod !== firstUnavailable(scene)) return 'wait';
  yield* deletePod(set, { ordinal: ordinalOf(pod), because: `spec.replicas: ${set.spec.replicas}` }, world);
  return 'wait';
}

/** The unavailable pod of the lowest ordinal among the replicas, then among the condemned. */
function firstUnavailable({ set, replicas, condemned, world }: Scene): Replica | undefined {
  const all: readonly Replica[] = [...replicas, ...[...condemned].reverse()];
  return all.find((replica) => isUnavailable(replica, set, world.now));
}

function isUnavailable(replica: Replica, { spec }: StatefulSet, now: number): boolean {
  return !isPod(replica) || isBeingDeleted(replica) || !isAvailable(replica, spec.minReadySeconds, now);
}

/** Deletes pods of other revisions, highest ordinal first, so that they are made anew. Gives how many. */
function* replaceOutdated({ set, revisions, replicas, world }: Scene): Steps<number> {
  const { updateStrategy } = set.spec;
  if (updateStrategy.type === 'OnDelete') return 0;
  const wanted = revisions.update.metadata.name;
  const partition = updateStrategy.rollingUpdate?.partition ?? 0;
  const isWrong = (replica: Replica) =>
    (isPod(replica) ? revisionOf(replica) : replica.revision) !== wanted &&
    !(isPod(replica) && isBeingDeleted(replica));
  const unavailable = replicas.filter((replica) => isUnavailable(replica, set, world.now)).length;
  const isCounted = isGateOn('MaxUnavailableStatefulSet', world.settings.version);
  const allowed = isCounted ? Math.max(0, maxUnavailable(set, world.settings.version) - unavailable) : 1;
  let deleted = 0;
  for (const [place, replica] of [...replicas.entries()].reverse()) {
    if (place < partition || deleted >= allowed) break;
    if (isWrong(replica)) {
      const ordinal = startOf(set) + place;
      yield* deletePod(set, { ordinal, because: `spec.template: revision ${wanted}` }, world);
      deleted++;
    } else if (!isCounted && isUnavailable(replica, set, world.now)) break;
  }
  return deleted;
}

/** How many pods a rolling update may take away at once. */
export function maxUnavailable(set: StatefulSet, version: KubernetesVersion): number {
  const { updateStrategy, replicas } = set.spec;
  if (updateStrategy.type !== 'RollingUpdate' || !isGateOn('MaxUnavailableStatefulSet', version)) return 1;
  return Math.max(1, scaledValue(updateStrategy.rollingUpdate?.maxUnavailable ?? 1, replicas, 'down') ?? 1);
}
