// Twin of ValidatePersistentVolumeUpdate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type { PersistentVolume, PersistentVolumeSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { isSince } from '../since.js';
import { validatePersistentVolume } from './persistent-volume.js';
import { PERSISTENT_VOLUME_SOURCES } from './persistent-volume-sources.js';

const ATTRIBUTES = child(undefined, 'spec', 'volumeAttributesClassName');

/** The volume with the claim that it was bound to. */
export function withClaimReference(
  to: PersistentVolume,
  from: PersistentVolume,
  live: PersistentVolume,
): PersistentVolume {
  const claimRef = live.spec?.claimRef;
  if (claimRef === undefined || to.spec?.claimRef !== undefined || from.spec?.claimRef !== undefined) return to;
  return { ...to, spec: { ...to.spec, claimRef } };
}

/** A volume on update: where it is may not change. */
export function validatePersistentVolumeUpdate(
  to: PersistentVolume,
  from: PersistentVolume,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  validatePersistentVolume(to, context, errors);
  const source = withoutNewSecret(sourceOf(spec), old);
  if (!isSame(source, sourceOf(old), 'spec')) {
    // The server invents a field for all sources together.
    const path = child(undefined, 'spec', 'persistentvolumesource');
    errors.push(forbidden(path, 'spec.persistentvolumesource is immutable after creation'));
  }
  validateImmutable(spec, old, 'volumeMode', child(undefined, 'volumeMode'), errors);
  if (old.nodeAffinity !== undefined && !isGateOn('MutablePVNodeAffinity', context.version)) {
    if (!isSame(spec.nodeAffinity, upgradedAffinity(old, spec), 'nodeAffinity')) {
      const detail = 'field is immutable, except for updating from beta label to GA';
      errors.push(invalid(child(undefined, 'nodeAffinity'), spec.nodeAffinity, detail));
    }
  }
  validateAttributes(spec, old, context, errors);
}

function sourceOf(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  return Object.fromEntries(PERSISTENT_VOLUME_SOURCES.map((field) => [field, spec[field]]));
}

// A secret for growing the volume may be named where there was none.
function withoutNewSecret(source: PersistentVolumeSpec, old: PersistentVolumeSpec): PersistentVolumeSpec {
  if (source.csi === undefined || old.csi === undefined || old.csi.controllerExpandSecretRef !== undefined) {
    return source;
  }
  return { ...source, csi: { ...source.csi, controllerExpandSecretRef: undefined } };
}

const STABLE_LABELS: ReadonlyMap<string, string> = new Map([
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
]);

// The old affinity with those labels in their stable spelling that the new one spells so.
function upgradedAffinity(old: PersistentVolumeSpec, spec: PersistentVolumeSpec): PersistentVolumeSpec['nodeAffinity'] {
  const oldTerms = old.nodeAffinity?.required?.nodeSelectorTerms;
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  if (oldTerms === undefined) return old.nodeAffinity;
  const nodeSelectorTerms = oldTerms.map((term, at) => ({
    ...term,
    matchExpressions: term.matchExpressions?.map((expression, expressionAt) => {
      const key = terms[at]?.matchExpressions?.[expressionAt]?.key;
      return key !== undefined && STABLE_LABELS.get(expression.key ?? '') === key ? { ...expression, key } : expression;
    }),
  }));
  return { required: { nodeSelectorTerms } };
}

function validateAttributes(
  spec: PersistentVolumeSpec,
  old: PersistentVolumeSpec,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const name = spec.volumeAttributesClassName;
  const isOff = !isGateOn('VolumeAttributesClass', context.version);
  // Later minors drop the field while the gate is off.
  if (name === old.volumeAttributesClassName || (isOff && isSince('volumeUpdateDropsFields', context.version))) return;
  if (isOff) {
    errors.push(forbidden(ATTRIBUTES, 'update is forbidden when the VolumeAttributesClass feature gate is disabled'));
  }
  if (name === undefined) errors.push(forbidden(ATTRIBUTES, 'update from non-nil value to nil is forbidden'));
}
