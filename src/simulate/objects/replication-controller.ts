import type { ReplicaSet } from './replica-set.js';

/**
 * A ReplicationController: a ReplicaSet of an older API, without a status of terminating pods. Its selector, a map in the
 * API, is kept as the `matchLabels` of a ReplicaSet's.
 */
export interface ReplicationController extends Omit<ReplicaSet, 'kind'> {
  readonly kind: 'ReplicationController';
}

/** What keeps a number of equal pods: both kinds have one controller. */
export type PodSet = ReplicaSet | ReplicationController;
