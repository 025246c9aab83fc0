/**
 * What `kubectl rollout history` prints: the revisions of a workload and why each was made. Follows k8s.io/kubectl@v0.35.4
 * pkg/polymorphichelpers/history.go.
 */

import type { PodTemplateSpec } from '../../kube/types.generated.js';
import { byRevision } from '../controllers/controller-revisions.js';
import { revisionOf } from '../controllers/deployment/revision.js';
import type { Labels } from '../objects/metadata.js';
import { managed, type World } from '../world.js';
import type { RolledOut } from './rollout-status.js';

/** Annotation that says why a revision was made. A Deployment's is copied to each new revision, also when nobody renewed it. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** A revision: its number, its template, and why it was made ('' if nobody said). */
export interface Revision {
  readonly revision: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
}

/** The revisions of a workload, ascending. */
export function rolloutHistory(object: RolledOut, world: World): Revision[] {
  const { uid } = object.metadata;
  if (object.kind !== 'Deployment') {
    return byRevision([...managed(world, uid, 'ControllerRevision')]).map(({ metadata, spec }) => ({
      revision: spec.revision,
      changeCause: causeIn(metadata.annotations),
      template: spec.template,
    }));
  }
  return [...managed(world, uid, 'ReplicaSet')]
    .map((set) => ({
      revision: revisionOf(set),
      changeCause: causeIn(set.metadata.annotations),
      template: set.spec.template,
    }))
    .sort((one, other) => one.revision - other.revision);
}

function causeIn(annotations: Labels): string {
  return Object.hasOwn(annotations, CHANGE_CAUSE) ? (annotations[CHANGE_CAUSE] ?? '') : '';
}

/** The lines that the command prints of all revisions. */
export function historyLines(history: readonly Revision[]): string[] {
  if (history.length === 0) return ['No rollout history found.'];
  return [
    'REVISION  CHANGE-CAUSE',
    ...history.map(({ revision, changeCause }) => `${String(revision).padEnd(8)}  ${changeCause || '<none>'}`),
  ];
}
