/** What ReplicaSets and Deployments remember in annotations, and the order that creation times give. */

import type { Labels } from '../../objects/metadata.js';
import type { ReplicaSet } from '../../objects/replica-set.js';

/** Annotation: the revision of a Deployment or of one of its ReplicaSets. */
export const REVISION = 'deployment.kubernetes.io/revision';
/** Annotation on a ReplicaSet: `spec.replicas` of its Deployment when it was last scaled. */
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
/** Annotation on a ReplicaSet: desired replicas and surge when it was last scaled. */
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';
/** Annotation that asks the controller for a rollback, as the API before apps/v1 did. */
export const ROLLBACK_TO = 'deprecated.deployment.rollback.to';

/** The value of an annotation as a whole number, `undefined` if it is none. */
export function numberIn(annotations: Labels, name: string): number | undefined {
  const text = Object.hasOwn(annotations, name) ? annotations[name] : undefined;
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** Oldest first, in whole seconds; equals by name. */
export function byCreation(sets: readonly ReplicaSet[]): ReplicaSet[] {
  return [...sets].sort((one, other) => compareCreation(one, other));
}

/** Negative if `one` is older, in whole seconds, or as old and first by name. */
export function compareCreation(one: ReplicaSet, other: ReplicaSet): number {
  const age = Math.floor(one.metadata.creationTimestamp / 1000) - Math.floor(other.metadata.creationTimestamp / 1000);
  return age || (one.metadata.name < other.metadata.name ? -1 : 1);
}
