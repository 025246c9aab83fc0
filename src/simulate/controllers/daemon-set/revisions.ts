/** The history of a DaemonSet's templates. Follows kubernetes@v1.35.4 pkg/controller/daemon/update.go. */

import type { Steps } from '../../action.js';
import type { ControllerRevision } from '../../objects/controller-revision.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import { managed, current as stored, type World } from '../../world.js';
import {
  adoptRevisions,
  createRevision,
  holdsTemplate,
  renumberRevision,
  revisionsOf,
} from '../controller-revisions.js';
import { HASH_LABEL } from './pods.js';

/** The revision of the present template, and all others, oldest first. */
export interface History {
  readonly current: ControllerRevision;
  readonly old: readonly ControllerRevision[];
}

/** Finds the revision of the template; makes it, or makes an old one the newest (`constructHistory`). */
export function* history(set: DaemonSet, world: World): Steps<History | 'retry'> {
  const { selector, template } = set.spec;
  yield* adoptRevisions(set, revisionsOf(set, selector, world));
  const revisions = revisionsOf(set, selector, world);
  const same = revisions.findLast((revision) => holdsTemplate(revision, template));
  const old = revisions.filter((revision) => revision !== same);
  const number = Math.max(0, ...old.map((revision) => revision.spec.revision)) + 1;
  if (same !== undefined) {
    const current = same.spec.revision < number ? yield* renumberRevision(same, number, world) : same;
    return { current, old };
  }
  const { collisionCount } = set.status;
  const labels = (hash: string) => ({ [HASH_LABEL]: hash });
  const made = yield* createRevision(set, { template, revision: number, labels, collisionCount }, world);
  if (made === 'retry') return made;
  if (made.collisionCount !== collisionCount) {
    const status = { ...set.status, collisionCount: made.collisionCount };
    yield { do: 'status', object: { ...set, status }, because: 'a ControllerRevision of that name exists' };
  }
  return { current: made.revision, old };
}

/** The hash that marks pods of a revision. */
export function hashOf(revision: ControllerRevision): string {
  return revision.metadata.labels[HASH_LABEL] ?? revision.metadata.name;
}

/** Deletes the oldest revisions beyond the limit, as far as no pod has them (`cleanupHistory`). */
export function* cleanUpHistory(set: DaemonSet, old: readonly ControllerRevision[], world: World): Steps {
  const { revisionHistoryLimit } = set.spec;
  let surplus = old.length - revisionHistoryLimit;
  if (surplus <= 0) return;
  const live = new Set(managed(world, set.metadata.uid, 'Pod').map((pod) => pod.metadata.labels[HASH_LABEL]));
  for (const revision of old) {
    if (surplus <= 0) return;
    if (live.has(hashOf(revision)) || stored(world, revision) === undefined) continue;
    yield { do: 'delete', object: revision, because: `spec.revisionHistoryLimit: ${revisionHistoryLimit}` };
    surplus--;
  }
}
