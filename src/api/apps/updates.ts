// Twins of ValidateDeploymentUpdate and its neighbours: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../../kube/types.generated.js';
import { canonical } from '../../schema/list-type.js';
import type { ApiContext } from '../context.js';
import { validateImmutable } from '../meta/immutable.js';
import { isSince } from '../since.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateControllerRevision, validateRevision } from './controller-revision.js';
import { validateDaemonSetSpec } from './daemon-set.js';
import { validateDeploymentSpec } from './deployment.js';
import { validateReplicaSetSpec } from './replica-set.js';
import { validateStatefulSetUpdate } from './stateful-set-update.js';

const SPEC = child(undefined, 'spec');
const SELECTOR = child(SPEC, 'selector');

function validateDeploymentUpdate(to: Deployment, from: Deployment, context: ApiContext, errors: FieldErrors): void {
  validateDeploymentSpec(to.spec ?? {}, SPEC, context, errors);
  validateImmutable(to.spec, from.spec, 'selector', SELECTOR, errors);
}

function validateReplicaSetUpdate(to: ReplicaSet, from: ReplicaSet, context: ApiContext, errors: FieldErrors): void {
  validateReplicaSetSpec(to.spec ?? {}, SPEC, context, errors);
  validateImmutable(to.spec, from.spec, 'selector', SELECTOR, errors);
}

function validateDaemonSetUpdate(to: DaemonSet, from: DaemonSet, context: ApiContext, errors: FieldErrors): void {
  validateImmutable(to.spec, from.spec, 'selector', SELECTOR, errors);
  validateDaemonSetSpec(to.spec ?? {}, SPEC, context, errors);
}

function validateControllerRevisionUpdate(
  to: ControllerRevision,
  from: ControllerRevision,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (isSince('revisionDataOnCreate', context.version)) validateRevision(to, errors);
  else validateControllerRevision(to, context, errors);
  const data = child(undefined, 'data');
  // Raw JSON: an empty object is not an absent one.
  const { data: sent = null } = to;
  if (canonical(sent) !== canonical(from.data ?? null)) errors.push(invalid(data, sent, 'field is immutable'));
}

/** What may change in the kinds of apps/v1. */
export const appsUpdates: UpdateKinds = new Map([
  ['ControllerRevision', updateKindOf<ControllerRevision>({ validate: validateControllerRevisionUpdate })],
  ['DaemonSet', updateKindOf<DaemonSet>({ validate: validateDaemonSetUpdate })],
  ['Deployment', updateKindOf<Deployment>({ validate: validateDeploymentUpdate })],
  ['ReplicaSet', updateKindOf<ReplicaSet>({ validate: validateReplicaSetUpdate })],
  ['StatefulSet', updateKindOf<StatefulSet>({ validate: validateStatefulSetUpdate })],
]);
