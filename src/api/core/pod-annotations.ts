// Annotations that mean something to the API server, and that have to agree with fields:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import type { ObjectMeta, PodSpec, SeccompProfile } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { visitContainers } from './pod-scope.js';
import { validateTolerationsAnnotation } from './tolerations-annotation.js';
import { validateLocalDescendingPath } from './volume-paths.js';

const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** Annotations with a meaning. */
export function validatePodAnnotations(
  annotations: { readonly [key: string]: string } | undefined,
  spec: PodSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  for (const [name, value] of Object.entries(annotations ?? {})) {
    if (name === MIRROR) {
      const detail = 'must set spec.nodeName if mirror pod annotation is set';
      if ((spec.nodeName ?? '') === '') errors.push(invalid(key(path, name), value, detail));
    } else if (name === TOLERATIONS) {
      if (value !== '') validateTolerationsAnnotation(value, name, path, context, errors);
    } else if (name === DELETION_COST) {
      if (!isDeletionCost(value)) errors.push(invalid(key(path, name), value, 'must be a 32bit integer'));
    } else if (name === SECCOMP_POD || name.startsWith(SECCOMP_CONTAINER)) {
      validateSeccompProfileName(value, child(path, name), errors);
    } else if (name.startsWith(APP_ARMOR)) validateAppArmor(name, value, spec, path, errors);
  }
}

// A cost that Go's ParseInt would read differently (`007`, `+1`) is refused, too.
function isDeletionCost(value: string): boolean {
  if (!/^(?:0|-?[1-9][0-9]*)$/.test(value)) return false;
  const cost = Number(value);
  return cost === (cost | 0);
}

function validateSeccompProfileName(profile: string, path: FieldPath, errors: FieldErrors): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith(LOCALHOST)) validateLocalDescendingPath(profile.slice(LOCALHOST.length), path, errors);
  else errors.push(invalid(path, profile, 'must be a valid seccomp profile'));
}

function validateAppArmor(name: string, value: string, spec: PodSpec, path: FieldPath, errors: FieldErrors): void {
  const container = name.slice(APP_ARMOR.length);
  let isFound = false;
  visitContainers(spec, path, (candidate) => {
    isFound ||= (candidate.name ?? '') === container;
  });
  if (!isFound) errors.push(invalid(key(path, name), container, 'container not found'));
  const isProfile =
    value === '' || value === 'runtime/default' || value === 'unconfined' || value.startsWith(LOCALHOST);
  if (!isProfile) errors.push(invalid(key(path, name), value, `invalid AppArmor profile name: "${value}"`));
}

/** Profiles said by annotation and by field are the same. */
export function validateProfilesAgree(
  metadata: ObjectMeta | undefined,
  spec: PodSpec,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const annotations = new Map(Object.entries(metadata?.annotations ?? {}));
  if (annotations.size === 0) return;
  const podPath = child(path, 'securityContext', 'seccompProfile');
  compare(annotations.get(SECCOMP_POD), spec.securityContext?.seccompProfile, 'seccomp', podPath, errors);
  const podProfile = spec.securityContext?.appArmorProfile;
  visitContainers(spec, path, (container, containerPath) => {
    const name = container.name ?? '';
    const context = container.securityContext;
    const contextPath = child(containerPath, 'securityContext');
    const seccompPath = child(contextPath, 'seccompProfile');
    compare(annotations.get(SECCOMP_CONTAINER + name), context?.seccompProfile, 'seccomp', seccompPath, errors);
    if (spec.os?.name === 'windows') return;
    const profile = context?.appArmorProfile ?? podProfile;
    compare(annotations.get(APP_ARMOR + name), profile, 'apparmor', child(contextPath, 'appArmorProfile'), errors);
  });
}

function compare(
  annotation: string | undefined,
  profile: SeccompProfile | undefined,
  what: 'seccomp' | 'apparmor',
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (annotation === undefined || profile === undefined) return;
  const typeError = forbidden(child(path, 'type'), `${what} type in annotation and field must match`);
  if (profile.type === 'Unconfined' && annotation !== 'unconfined') errors.push(typeError);
  if (profile.type === 'RuntimeDefault') {
    const isDefault = annotation === 'runtime/default' || (what === 'seccomp' && annotation === 'docker/default');
    if (!isDefault) errors.push(typeError);
  }
  if (profile.type !== 'Localhost') return;
  if (!annotation.startsWith(LOCALHOST)) errors.push(typeError);
  else if (annotation.slice(LOCALHOST.length) !== profile.localhostProfile) {
    const detail = `${what} profile in annotation and field must match`;
    errors.push(forbidden(child(path, 'localhostProfile'), detail));
  }
}
