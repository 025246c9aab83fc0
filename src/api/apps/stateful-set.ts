// Twin of ValidateStatefulSet: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label } from '../../kube/names.js';
import type {
  PodTemplateSpec,
  RollingUpdateStatefulSetStrategy,
  StatefulSet,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
  Volume,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validatePersistentVolumeClaimSpec } from '../core/persistent-volume-claim.js';
import { validatePodAnnotations } from '../core/pod-annotations.js';
import { validatePodTemplateSpec } from '../core/pod-template.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateAnnotations, validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { intOrPercentNumber, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.js';
import { validateAlwaysRestarts, validateTemplateLabels } from './replica-set.js';
import { validateRequiredSelector } from './selector.js';

const SPEC = child(undefined, 'spec');

/** What an update leaves unchecked because it was stored before the check existed. */
export interface StatefulSetAllowances {
  readonly invalidServiceName?: boolean;
  readonly podTemplate?: boolean;
  readonly volumeClaimTemplates?: boolean;
}

/** A StatefulSet on create. */
export function validateStatefulSet(statefulSet: StatefulSet, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(statefulSet.metadata, { namespaced: true, name: isDns1123Label }, errors);
  validateStatefulSetSpec(statefulSet.spec ?? {}, {}, SPEC, context, errors);
}

/** The spec of a StatefulSet, on create and on update. */
export function validateStatefulSetSpec(
  spec: StatefulSetSpec,
  allowances: StatefulSetAllowances,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validatePodManagementPolicy(spec.podManagementPolicy ?? '', child(path, 'podManagementPolicy'), errors);
  validateUpdateStrategy(spec.updateStrategy ?? {}, child(path, 'updateStrategy'), errors);
  const retention = child(path, 'persistentVolumeClaimRetentionPolicy');
  validateRetentionPolicy(spec.persistentVolumeClaimRetentionPolicy, retention, errors);
  if (allowances.volumeClaimTemplates !== true && isSince('statefulSetTemplates', context.version)) {
    for (const [at, claim] of (spec.volumeClaimTemplates ?? []).entries()) {
      const claimPath = child(index(child(path, 'volumeClaimTemplates'), at), 'spec');
      validatePersistentVolumeClaimSpec(claim.spec ?? {}, claimPath, context, errors);
    }
  }
  validateNonnegative(spec.replicas, child(path, 'replicas'), errors);
  validateNonnegative(spec.minReadySeconds, child(path, 'minReadySeconds'), errors);
  validateNonnegative(spec.ordinals?.start, child(path, 'ordinals', 'start'), errors);
  validateServiceName(spec, allowances, path, context, errors);
  validateTemplate(spec, allowances, path, context, errors);
  validateAlwaysRestarts(spec.template ?? {}, 'StatefulSet', child(path, 'template', 'spec'), errors);
}

function validatePodManagementPolicy(policy: string, path: FieldPath, errors: FieldErrors): void {
  if (policy === '') errors.push(required(path));
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.push(invalid(path, policy, "must be 'OrderedReady' or 'Parallel'"));
  }
}

function validateUpdateStrategy(strategy: StatefulSetUpdateStrategy, path: FieldPath, errors: FieldErrors): void {
  const rollingUpdate = child(path, 'rollingUpdate');
  switch (strategy.type ?? '') {
    case '':
      errors.push(required(path));
      return;
    case 'OnDelete':
      if (strategy.rollingUpdate !== undefined) {
        errors.push(invalid(rollingUpdate, strategy.rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'"));
      }
      return;
    case 'RollingUpdate':
      if (strategy.rollingUpdate !== undefined) {
        validateRollingUpdate(strategy.rollingUpdate, rollingUpdate, errors);
      }
      return;
    default:
      errors.push(invalid(path, strategy, "must be 'RollingUpdate' or 'OnDelete'"));
  }
}

function validateRollingUpdate(
  rollingUpdate: RollingUpdateStatefulSetStrategy,
  path: FieldPath,
  errors: FieldErrors,
): void {
  validateNonnegative(rollingUpdate.partition, child(path, 'partition'), errors);
  const { maxUnavailable } = rollingUpdate;
  if (maxUnavailable === undefined) return;
  const maxUnavailablePath = child(path, 'maxUnavailable');
  validateIntOrPercent(maxUnavailable, maxUnavailablePath, errors);
  if (intOrPercentNumber(maxUnavailable) === 0) errors.push(invalid(maxUnavailablePath, maxUnavailable, 'cannot be 0'));
  validateAtMost100Percent(maxUnavailable, maxUnavailablePath, errors);
}

function validateRetentionPolicy(
  policy: StatefulSetPersistentVolumeClaimRetentionPolicy | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (policy === undefined) return;
  for (const name of ['whenDeleted', 'whenScaled'] as const) {
    const value = policy[name] ?? '';
    if (value !== 'Retain' && value !== 'Delete') {
      errors.push(notSupported(child(path, name), value, ['Retain', 'Delete']));
    }
  }
}

function validateServiceName(
  spec: StatefulSetSpec,
  allowances: StatefulSetAllowances,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { serviceName = '' } = spec;
  if (allowances.invalidServiceName === true || serviceName === '') return;
  if (!isSince('statefulSetServiceName', context.version)) return;
  for (const detail of isDns1123Label(serviceName)) {
    errors.push(invalid(child(path, 'serviceName'), serviceName, detail));
  }
}

function validateTemplate(
  spec: StatefulSetSpec,
  allowances: StatefulSetAllowances,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const selectorPath = child(path, 'selector');
  const templatePath = child(path, 'template');
  if (validateRequiredSelector(spec.selector, 'statefulset', selectorPath, errors) === 'unusable') {
    errors.push(invalid(selectorPath, spec.selector, 'invalid label selector'));
    return;
  }
  const template = spec.template ?? {};
  validateTemplateLabels(template, spec.selector, child(templatePath, 'metadata', 'labels'), errors);
  if (allowances.podTemplate !== true && isSince('statefulSetTemplates', context.version)) {
    validatePodTemplateSpec(templateOfPods(spec, template), templatePath, context, errors);
  } else {
    validateTemplateMetadata(template, templatePath, context, errors);
  }
}

/** All that minors before the full validation look at in a template. */
function validateTemplateMetadata(
  template: PodTemplateSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const annotations = template.metadata?.annotations;
  validateLabels(template.metadata?.labels, child(path, 'labels'), errors);
  validateAnnotations(annotations, child(path, 'annotations'), errors);
  validatePodAnnotations(annotations, template.spec ?? {}, child(path, 'annotations'), context, errors);
}

/**
 * The template as the controller uses it: hostname and subdomain are replaced per Pod, and each claim template is a
 * volume that comes before the template's own and hides one of the same name. Error paths count them in.
 */
function templateOfPods(spec: StatefulSetSpec, template: PodTemplateSpec): PodTemplateSpec {
  const claims = new Set((spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? ''));
  const claimVolumes = [...claims].map((name): Volume => ({ name, persistentVolumeClaim: { claimName: name } }));
  const ownVolumes = (template.spec?.volumes ?? []).filter((volume) => !claims.has(volume.name ?? ''));
  return {
    ...template,
    spec: { ...template.spec, hostname: undefined, subdomain: undefined, volumes: [...claimVolumes, ...ownVolumes] },
  };
}
