/**
 * StatefulSet: pods with names and claims that stay, made and deleted in order of their ordinals.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 * Follows kubernetes@v1.35.4 pkg/controller/statefulset/stateful_set.go and stateful_set_control.go.
 *
 * Not modelled: the client's rate limit, stale caches (the real controller may log FailedCreate or FailedUpdate and try
 * again), hostname and subdomain, several StatefulSets that select the same pods.
 */

import type { Action, Steps, Sync } from '../../action.js';
import { controllerFor, wakeManager, wakeSelf } from '../../controller.js';
import { controllerOf } from '../../objects/metadata.js';
import { availableAt, type Pod } from '../../objects/pod.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { type Change, controllerReference, keyOf, managed, objectNamed, orphans, type World } from '../../world.js';
import { selects } from '../claim.js';
import { adoptRevisions, revisionsOf, truncateHistory } from '../controller-revisions.js';
import { isBeingDeleted, parentOf, revisionOf } from './ordinals.js';
import { findRevisions } from './revisions.js';
import { completed } from './status.js';
import { updateStatefulSet } from './update.js';
import { counts, standing, workloadOf } from './verdict.js';

const NAME = 'stateful-set';

/** The StatefulSet controller. */
export const statefulSets = controllerFor({
  name: NAME,
  kind: 'StatefulSet',
  watch: { StatefulSet: wakeSelf, Pod: watchPod },
  sync,
  workload: { counts, standing, workloadOf },
});

const wakeOwner = wakeManager('StatefulSet');

function watchPod(change: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (!isNews(change)) return;
  wakeOwner(change, world, wake);
  const { after } = change;
  if (after === undefined || controllerOf(after.metadata) !== undefined) return;
  // A pod that nobody manages: the set of its name may adopt it.
  const set = objectNamed(world, 'StatefulSet', after.metadata.namespace, parentOf(after));
  if (set !== undefined && selects(set.spec.selector, after.metadata.labels)) wake(keyOf(set));
}

/** That a pod is bound, or waits for something else, changes nothing for its set. */
function isNews({ before, after }: Change<Pod>): boolean {
  return (
    before?.metadata !== after?.metadata ||
    before?.status.phase !== after?.status.phase ||
    before?.status.ready !== after?.status.ready ||
    before?.status.readySince !== after?.status.readySince
  );
}

function* sync(set: StatefulSet, world: World): Sync {
  const { selector, revisionHistoryLimit } = set.spec;
  yield* adoptRevisions(set, revisionsOf(set, selector, world));
  yield* claimPods(set, world);
  const pods = managed(world, set.metadata.uid, 'Pod');
  const known = revisionsOf(set, selector, world);
  const revisions = yield* findRevisions(set, known, world);
  if (revisions === 'retry') return revisions;
  const { status, failed } = yield* updateStatefulSet(set, revisions, { pods, world });
  yield { do: 'status', object: { ...set, status: completed(set, status) }, because: 'the pods it has' };
  const live = new Set([revisions.current.metadata.name, revisions.update.metadata.name, ...pods.map(revisionOf)]);
  yield* truncateHistory(known, live, revisionHistoryLimit);
  if (failed) return 'retry';
  yield* planNextCheck(set, pods, world);
  return undefined;
}

/** Adopts pods of its name and labels that nobody manages, and lets go of own pods that match no longer. */
function* claimPods(set: StatefulSet, world: World): Steps {
  if (set.metadata.deletionTimestamp !== undefined) return;
  const isMatch = (pod: Pod) => selects(set.spec.selector, pod.metadata.labels) && parentOf(pod) === set.metadata.name;
  for (const pod of managed(world, set.metadata.uid, 'Pod')) {
    if (isMatch(pod)) continue;
    const ownerReferences = pod.metadata.ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
    yield withOwners(pod, ownerReferences, 'its labels do not match spec.selector any more');
  }
  for (const pod of orphans(world, 'Pod', set.metadata.namespace)) {
    if (isBeingDeleted(pod) || !isMatch(pod)) continue;
    const ownerReferences = [...pod.metadata.ownerReferences, controllerReference(set)];
    yield withOwners(pod, ownerReferences, 'its name and labels match and nobody manages it');
  }
}

function withOwners(pod: Pod, ownerReferences: Pod['metadata']['ownerReferences'], because: string): Action {
  return { do: 'update', object: { ...pod, metadata: { ...pod.metadata, ownerReferences } }, because };
}

/** With minReadySeconds: looks again when the next Ready pod counts as available. */
function* planNextCheck(set: StatefulSet, pods: readonly Pod[], world: World): Steps {
  const { minReadySeconds } = set.spec;
  if (minReadySeconds === 0) return;
  const times = pods.map((pod) => availableAt(pod, minReadySeconds) ?? 0).filter((at) => at > world.now);
  if (times.length === 0) return;
  yield { do: 'wake', controller: NAME, key: keyOf(set), at: Math.min(...times), patience: 'work' };
}
