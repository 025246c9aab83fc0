// Twin of ValidatePersistentVolumeClaimUpdate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { compareQuantities, type ParsedQuantity, parseQuantity } from '../../kube/quantity.js';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { validatePersistentVolumeClaim } from './persistent-volume-claim.js';

const SPEC = child(undefined, 'spec');
const STORAGE = child(SPEC, 'resources', 'requests', 'storage');
const ATTRIBUTES = child(SPEC, 'volumeAttributesClassName');
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
const CARRIED = ['volumeName', 'storageClassName', 'volumeMode'] as const;

/** The claim with what binding and admission filled in. */
export function withBinding(
  to: PersistentVolumeClaim,
  from: PersistentVolumeClaim,
  live: PersistentVolumeClaim,
): PersistentVolumeClaim {
  if (to.spec === undefined) return to;
  const spec: { -readonly [Field in keyof PersistentVolumeClaimSpec]: PersistentVolumeClaimSpec[Field] } = {
    ...to.spec,
  };
  const carry = <Field extends (typeof CARRIED)[number]>(field: Field): void => {
    if (spec[field] === undefined && from.spec?.[field] === undefined) spec[field] = live.spec?.[field];
  };
  for (const field of CARRIED) carry(field);
  return { ...to, spec };
}

/** A claim on update, in a cluster with a default StorageClass: once it is bound it may grow and change its VolumeAttributesClass; all else stays. */
export function validatePersistentVolumeClaimUpdate(
  to: PersistentVolumeClaim,
  from: PersistentVolumeClaim,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  const own: FieldErrors = [];
  validatePersistentVolumeClaim(to, context, own);
  // A claim with a group in its data source may have any: once they were not looked at.
  const hadGroup = old.dataSource?.apiGroup !== undefined || old.dataSourceRef?.apiGroup !== undefined;
  errors.push(...own.filter(({ path }) => !hadGroup || path?.segment !== 'apiGroup'));
  const upgradesClass = takesClassOfAnnotation(to, from);
  const [annotation, oldAnnotation] = [annotatedClass(to), annotatedClass(from)];
  if (!upgradesClass && (annotation ?? '') !== (oldAnnotation ?? '')) {
    const path = child(undefined, 'metadata', 'annotations', CLASS_ANNOTATION);
    errors.push(invalid(path, annotation ?? '', 'field is immutable'));
  }
  // A claim that names no class got the cluster's default one on creation: there is no first class to take.
  const { storageClassName } = upgradesClass ? old : spec;
  const volumeName = (old.volumeName ?? '') === '' ? old.volumeName : spec.volumeName;
  const grown = from.status?.phase === 'Bound' ? withOldSize(spec, old) : spec;
  if (!isSame({ ...grown, storageClassName, volumeName }, old, 'spec')) {
    const detail =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(forbidden(SPEC, detail));
  }
  validateSize(to, from, context, errors);
  validateImmutable(spec, old, 'volumeMode', child(undefined, 'volumeMode'), errors);
  validateAttributes(to, from, context, errors);
}

function annotatedClass(claim: PersistentVolumeClaim): string | undefined {
  return claim.metadata?.annotations?.[CLASS_ANNOTATION];
}

function takesClassOfAnnotation(to: PersistentVolumeClaim, from: PersistentVolumeClaim): boolean {
  const [annotation, oldAnnotation] = [annotatedClass(to), annotatedClass(from)];
  return (
    oldAnnotation !== undefined &&
    from.spec?.storageClassName === undefined &&
    to.spec?.storageClassName === oldAnnotation &&
    (annotation === undefined || annotation === oldAnnotation)
  );
}

// What may change while the claim is bound, as it was.
function withOldSize(spec: PersistentVolumeClaimSpec, old: PersistentVolumeClaimSpec): PersistentVolumeClaimSpec {
  const { volumeAttributesClassName } = old;
  const { requests } = spec.resources ?? {};
  if (requests === undefined) return { ...spec, volumeAttributesClassName };
  const storage = old.resources?.requests?.storage ?? 0;
  return { ...spec, volumeAttributesClassName, resources: { ...spec.resources, requests: { ...requests, storage } } };
}

function validateSize(
  to: PersistentVolumeClaim,
  from: PersistentVolumeClaim,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const size = quantityOf(to.spec?.resources?.requests?.storage);
  const oldSize = quantityOf(from.spec?.resources?.requests?.storage);
  const capacity = quantityOf(from.status?.capacity?.storage);
  if (size === undefined || oldSize === undefined || compareQuantities(size, oldSize) >= 0) return;
  if (!isGateOn('RecoverVolumeExpansionFailure', context.version)) {
    errors.push(forbidden(STORAGE, 'field can not be less than previous value'));
  } else if (capacity !== undefined && compareQuantities(size, capacity) <= 0) {
    errors.push(forbidden(STORAGE, 'field can not be less than status.capacity'));
  }
}

function quantityOf(value: string | number | undefined): ParsedQuantity | undefined {
  return parseQuantity(value ?? 0);
}

function validateAttributes(
  to: PersistentVolumeClaim,
  from: PersistentVolumeClaim,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { volumeAttributesClassName: name } = to.spec ?? {};
  if (name === from.spec?.volumeAttributesClassName) return;
  if (!isGateOn('VolumeAttributesClass', context.version)) return;
  if (from.status?.currentVolumeAttributesClassName !== undefined && (name ?? '') === '') {
    const what = name === undefined ? 'nil' : 'empty string';
    errors.push(
      forbidden(ATTRIBUTES, `update to ${what} is forbidden when status.currentVolumeAttributesClassName is not nil`),
    );
  }
}
