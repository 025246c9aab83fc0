/**
 * The two revisions of a StatefulSet: the current one, from which it comes, and the update revision, to which it goes.
 * Follows kubernetes@v1.35.4 pkg/controller/statefulset/stateful_set_control.go (getStatefulSetRevisions).
 */

import type { Steps } from '../../action.js';
import type { ControllerRevision } from '../../objects/controller-revision.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import type { World } from '../../world.js';
import { createRevision, holdsTemplate, nextRevision, renumberRevision } from '../controller-revisions.js';

/** From where to where. Equal when no update is under way. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** Finds the revisions; makes one for a new template, or gives an old one a new number. `revisions` are sorted. */
export function* findRevisions(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  world: World,
): Steps<Revisions | 'retry'> {
  const made = yield* updateRevision(set, revisions, world);
  if (made === 'retry') return made;
  const current = revisions.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? made.update;
  return { ...made, current };
}

function* updateRevision(
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  world: World,
): Steps<Omit<Revisions, 'current'> | 'retry'> {
  const { template } = set.spec;
  const { collisionCount } = set.status;
  const newest = revisions.at(-1);
  const equal = revisions.findLast((revision) => holdsTemplate(revision, template));
  const revision = nextRevision(revisions);
  if (equal !== undefined) {
    const update = equal === newest ? equal : yield* renumberRevision(equal, revision, world);
    return { update, collisionCount };
  }
  const made = yield* createRevision(set, { template, revision, collisionCount }, world);
  return made === 'retry' ? made : { update: made.revision, collisionCount: made.collisionCount };
}
