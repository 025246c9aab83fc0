/** Pods that are alike: those of a template that were made at one moment share their status from beginning to end. */

import type { Pod } from './pod.js';

// Compared by identity: what pods of one template share is one object, kept so by `apply.ts` and `alike-pods.ts`.
/** Does nothing tell the pods apart but their names and their nodes? */
export function isAlike(one: Pod, other: Pod): boolean {
  return (
    one.status === other.status &&
    one.life === other.life &&
    one.spec === other.spec &&
    (one.node === undefined) === (other.node === undefined) &&
    haveOneHistory(one, other)
  );
}

// Were the pods made together, and deleted together?
function haveOneHistory({ metadata: one }: Pod, { metadata: other }: Pod): boolean {
  return (
    one.labels === other.labels &&
    one.ownerReferences === other.ownerReferences &&
    one.creationTimestamp === other.creationTimestamp &&
    one.deletionTimestamp === other.deletionTimestamp &&
    one.deletionGraceMs === other.deletionGraceMs
  );
}
