// What may change in the kinds of the core group: pkg/apis/core/validation/validation.go and pkg/registry/core/*/strategy.go,
// Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type {
  ConfigMap,
  Endpoints,
  Event,
  LimitRange,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodTemplate,
  ReplicationController,
  ResourceQuota,
  Secret,
  ServiceAccount,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isIdentical } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { anyValidOf, type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateEndpoints } from './endpoints.js';
import { validateEvent } from './event.js';
import { validateLimitRange } from './limit-range.js';
import { reviewNamespace, validateNamespace, validateServiceAccount } from './namespace.js';
import { validateNodeUpdate } from './node-update.js';
import { preparedClaim } from './persistent-volume-claim.js';
import { validatePersistentVolumeClaimUpdate, withBinding } from './persistent-volume-claim-update.js';
import { validatePersistentVolumeUpdate, withClaimReference } from './persistent-volume-update.js';
import { validatePodTemplate } from './pod-template.js';
import { validatePodUpdate, withAdmittedFields } from './pod-update.js';
import { validateReplicationController } from './replication-controller.js';
import { validateResourceQuota } from './resource-quota.js';
import { validateConfigMap, validateSecret } from './secret.js';
import { serviceUpdate } from './service-update.js';

const IMMUTABLE = 'field is immutable when `immutable` is set';

function validateConfigMapUpdate(to: ConfigMap, from: ConfigMap, context: ApiContext, errors: FieldErrors): void {
  if (from.immutable === true) {
    if (to.immutable !== true) errors.push(forbidden(child(undefined, 'immutable'), IMMUTABLE));
    for (const field of ['data', 'binaryData'] as const) {
      if (!isIdentical(to[field], from[field], field)) errors.push(forbidden(child(undefined, field), IMMUTABLE));
    }
  }
  validateConfigMap(to, context, errors);
}

function validateSecretUpdate(to: Secret, from: Secret, context: ApiContext, errors: FieldErrors): void {
  validateImmutable(
    { type: to.type || 'Opaque' },
    { type: from.type || 'Opaque' },
    'type',
    child(undefined, 'type'),
    errors,
  );
  if (from.immutable === true) {
    if (to.immutable !== true) errors.push(forbidden(child(undefined, 'immutable'), IMMUTABLE));
    if (!isIdentical(wholeData(to), wholeData(from), 'data'))
      errors.push(forbidden(child(undefined, 'data'), IMMUTABLE));
  }
  validateSecret(to, context, errors);
}

// All data in base64 without line ends: `stringData` overwrites `data`.
function wholeData({ data, stringData = {} }: Secret): { readonly [name: string]: string } | undefined {
  if (data === undefined && Object.keys(stringData).length === 0) return undefined;
  const encoded = Object.entries(data ?? {}).map(([name, text]) => [name, text.replace(/[\r\n]/g, '')]);
  const written = Object.entries(stringData).map(([name, text]) => [name, base64Of(text)]);
  return Object.fromEntries([...encoded, ...written]);
}

function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function validateResourceQuotaUpdate(
  to: ResourceQuota,
  from: ResourceQuota,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateResourceQuota(to, context, errors);
  const [scopes, old] = [new Set(to.spec?.scopes), new Set(from.spec?.scopes)];
  if (scopes.size === old.size && [...scopes].every((scope) => old.has(scope))) return;
  errors.push(invalid(child(undefined, 'spec', 'scopes'), to.spec?.scopes ?? [], 'field is immutable'));
}

function validateNamespaceUpdate(to: Namespace, from: Namespace, context: ApiContext, errors: FieldErrors): void {
  validateNamespace(to, context, errors);
  if (errors.length > 0) return;
  // Labels that were as wrong before are let through.
  const [wrong, before]: [FieldErrors, FieldErrors] = [[], []];
  reviewNamespace(to, context, wrong);
  reviewNamespace(from, context, before);
  if (JSON.stringify(wrong) !== JSON.stringify(before)) errors.push(...wrong);
}

/** What may change in the kinds of the core group. */
export const coreUpdates: UpdateKinds = new Map([
  ['ConfigMap', updateKindOf<ConfigMap>({ validate: validateConfigMapUpdate })],
  ['Endpoints', anyValidOf<Endpoints>(validateEndpoints)],
  ['Event', anyValidOf<Event>(validateEvent, 'any')],
  ['LimitRange', anyValidOf<LimitRange>(validateLimitRange)],
  [
    'Namespace',
    updateKindOf<Namespace>({
      prepare: (to, live) => ({ ...to, spec: live.spec }),
      validate: validateNamespaceUpdate,
    }),
  ],
  ['Node', updateKindOf<Node>({ validate: validateNodeUpdate })],
  [
    'PersistentVolume',
    updateKindOf<PersistentVolume>({ carry: withClaimReference, validate: validatePersistentVolumeUpdate }),
  ],
  [
    'PersistentVolumeClaim',
    updateKindOf<PersistentVolumeClaim>({
      carry: withBinding,
      prepare: (to, live, context) => preparedClaim(to, context, live),
      validate: validatePersistentVolumeClaimUpdate,
    }),
  ],
  ['Pod', updateKindOf<Pod>({ carry: withAdmittedFields, validate: validatePodUpdate })],
  ['PodTemplate', anyValidOf<PodTemplate>(validatePodTemplate)],
  ['ReplicationController', anyValidOf<ReplicationController>(validateReplicationController)],
  ['ResourceQuota', updateKindOf<ResourceQuota>({ validate: validateResourceQuotaUpdate })],
  ['Secret', updateKindOf<Secret>({ validate: validateSecretUpdate })],
  ['Service', serviceUpdate],
  ['ServiceAccount', anyValidOf<ServiceAccount>(validateServiceAccount)],
]);
