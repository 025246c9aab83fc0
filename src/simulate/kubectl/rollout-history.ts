/**
 * What `kubectl rollout history` prints: the revisions of a workload and why each was made. Follows k8s.io/kubectl@v0.35.4
 * pkg/polymorphichelpers/history.go.
 */

import type { PodTemplateSpec } from '../../kube/types.generated.js';
import { byRevision } from '../controllers/controller-revisions.js';
import { revisionOf } from '../controllers/deployment/revision.js';
import type { Labels } from '../objects/metadata.js';
import { printedName } from '../objects/resource-name.js';
import type { Reply } from '../scenario/step.js';
import { managed, type World } from '../world.js';
import type { RolledOut } from './rollout-status.js';
import { templateLines } from './template-lines.js';

/** Annotation that says why a revision was made. A Deployment's is copied to each new revision, also when nobody renewed it. */
const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** A revision: its number, its template, and why it was made ('' if nobody said). */
interface Revision {
  readonly revision: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
}

/** The revisions of a workload, ascending. */
function rolloutHistory(object: RolledOut, world: World): Revision[] {
  const { uid } = object.metadata;
  if (object.kind !== 'Deployment') {
    return byRevision(managed(world, uid, 'ControllerRevision')).map(({ metadata, spec }) => ({
      revision: spec.revision,
      changeCause: causeIn(metadata.annotations),
      template: spec.template,
    }));
  }
  return managed(world, uid, 'ReplicaSet')
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

/** What the command prints: all revisions, or the template of one; 0 is all. */
export function historyReply(object: RolledOut, revision: number, world: World): Reply {
  const history = rolloutHistory(object, world);
  const name = printedName(object.kind, object.metadata.name);
  if (revision === 0) return { said: [name, ...historyLines(history)] };
  const wanted = history.find((one) => one.revision === revision);
  if (wanted === undefined) return 'error: unable to find the specified revision';
  return { said: [`${name} with revision #${revision}`, ...templateLines(wanted.template)] };
}

function historyLines(history: readonly Revision[]): string[] {
  if (history.length === 0) return ['No rollout history found.'];
  return [
    'REVISION  CHANGE-CAUSE',
    ...history.map(({ revision, changeCause }) => `${String(revision).padEnd(8)}  ${changeCause || '<none>'}`),
  ];
}
