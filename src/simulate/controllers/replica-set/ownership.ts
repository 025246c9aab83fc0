// Which pods belong to a set: pkg/controller/controller_ref_manager.go, Kubernetes v1.35.4.
import type { Action, Steps } from '../../action.js';
import { isActive, type Pod } from '../../objects/pod.js';
import type { PodSet } from '../../objects/replication-controller.js';
import { controllerReference, managed, orphans, type World } from '../../world.js';
import { selects } from '../claim.js';

/** Adopts matching pods that nobody manages and lets go of own pods that match no longer (controller_ref_manager.go). */
export function* claimPods(set: PodSet, world: World): Steps {
  const { selector } = set.spec;
  const strangers = [...(world.indexes.podCounts.get(set.metadata.uid)?.labels.keys() ?? [])].filter(
    (labels) => !selects(selector, labels),
  );
  if (strangers.length > 0) {
    const pods = managed(world, set.metadata.uid, 'Pod').filter(isActive);
    for (const pod of pods.filter((own) => strangers.includes(own.metadata.labels))) {
      const ownerReferences = pod.metadata.ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
      yield withOwners(pod, ownerReferences, 'its labels do not match spec.selector any more');
    }
  }
  if (set.metadata.deletionTimestamp !== undefined) return;
  const adoptable = orphans(world, 'Pod', set.metadata.namespace).filter(
    (pod) => isActive(pod) && selects(selector, pod.metadata.labels),
  );
  for (const pod of adoptable) {
    const ownerReferences = [...pod.metadata.ownerReferences, controllerReference(set)];
    yield withOwners(pod, ownerReferences, 'its labels match spec.selector and nobody manages it');
  }
}

function withOwners(pod: Pod, ownerReferences: Pod['metadata']['ownerReferences'], because: string): Action {
  return { do: 'update', object: { ...pod, metadata: { ...pod.metadata, ownerReferences } }, because };
}
