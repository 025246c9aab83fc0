// Twins of ValidateSecurityContext and validatePodSpecSecurityContext: pkg/apis/core/validation/validation.go,
// Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import {
  duplicate,
  type FieldErrors,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isValidUserOrGroupId } from '../../kube/names.js';
import type {
  AppArmorProfile,
  PodSecurityContext,
  SeccompProfile,
  SecurityContext,
} from '../../kube/types.generated.js';
import { pushInvalid, requireOneOf } from '../meta/fields.js';
import { isSince } from '../since.js';
import { type PodScope, visitContainers } from './pod-scope.js';
import { validateLocalDescendingPath } from './volume-paths.js';
import { validateWindowsOptions } from './windows-options.js';

/** A container's `securityContext`. */
export function validateSecurityContext(context: SecurityContext | undefined, path: FieldPath, scope: PodScope): void {
  if (context === undefined) return;
  const { errors } = scope;
  validateId(context.runAsUser, child(path, 'runAsUser'), errors);
  validateId(context.runAsGroup, child(path, 'runAsGroup'), errors);
  if (context.procMount !== undefined) validateProcMount(context.procMount, child(path, 'procMount'), scope);
  validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile'), errors);
  if (context.allowPrivilegeEscalation === false) validateNoEscalation(context, path, errors);
  validateWindowsOptions(context.windowsOptions, child(path, 'windowsOptions'), errors);
  validateAppArmorProfile(context.appArmorProfile, child(path, 'appArmorProfile'), errors);
}

function validateId(id: number | bigint | undefined, path: FieldPath, errors: FieldErrors): void {
  if (id !== undefined) pushInvalid(isValidUserOrGroupId(id), id, path, errors);
}

function validateProcMount(procMount: string, path: FieldPath, scope: PodScope): void {
  requireOneOf(procMount, ['Default', 'Unmasked'], path, scope.errors);
  const needsUserNamespace = isSince('unmaskedNeedsUserNamespace', scope.context.version);
  if (procMount === 'Unmasked' && scope.spec.hostUsers !== false && needsUserNamespace) {
    scope.errors.push(invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`'));
  }
}

function validateNoEscalation(context: SecurityContext, path: FieldPath, errors: FieldErrors): void {
  if (context.privileged === true) {
    errors.push(invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
  }
  for (const capability of context.capabilities?.add ?? []) {
    if (capability === 'CAP_SYS_ADMIN') {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      errors.push(invalid(path, context, detail));
    }
  }
}

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccompProfile(profile: SeccompProfile | undefined, path: FieldPath, errors: FieldErrors): void {
  if (profile === undefined) return;
  const type = profile.type ?? '';
  const localPath = child(path, 'localhostProfile');
  if (type === '') errors.push(required(child(path, 'type'), 'type is required when seccompProfile is set'));
  else requireOneOf(type, PROFILE_TYPES, child(path, 'type'), errors);
  if (type !== 'Localhost') {
    if (profile.localhostProfile === undefined) return;
    errors.push(invalid(localPath, profile, 'can only be set when seccomp type is Localhost'));
  } else if (profile.localhostProfile === undefined) {
    errors.push(required(localPath, 'must be set when seccomp type is Localhost'));
  } else validateLocalDescendingPath(profile.localhostProfile, localPath, errors);
}

const APP_ARMOR_PROFILE_MAX = 4095;

function validateAppArmorProfile(profile: AppArmorProfile | undefined, path: FieldPath, errors: FieldErrors): void {
  if (profile === undefined) return;
  const { type = '', localhostProfile: local } = profile;
  const localPath = child(path, 'localhostProfile');
  if (type === '') errors.push(required(child(path, 'type'), 'type is required when appArmorProfile is set'));
  else if (!PROFILE_TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, PROFILE_TYPES));
  else if (type !== 'Localhost') {
    if (local !== undefined) errors.push(invalid(localPath, local, 'can only be set when AppArmor type is Localhost'));
  } else if (local === undefined) errors.push(required(localPath, 'must be set when AppArmor type is Localhost'));
  else {
    const trimmed = local.trim();
    if (trimmed !== local) errors.push(invalid(localPath, local, 'must not be padded with whitespace'));
    else if (trimmed === '') errors.push(required(localPath, 'must be set when AppArmor type is Localhost'));
    if (exceedsBytes(local, APP_ARMOR_PROFILE_MAX)) errors.push(tooLong(localPath, '', APP_ARMOR_PROFILE_MAX));
  }
}

/** A Pod's `securityContext`. */
export function validatePodSecurityContext(context: PodSecurityContext, path: FieldPath, scope: PodScope): void {
  const { errors, spec } = scope;
  validateId(context.fsGroup, child(path, 'fsGroup'), errors);
  validateId(context.runAsUser, child(path, 'runAsUser'), errors);
  validateId(context.runAsGroup, child(path, 'runAsGroup'), errors);
  for (const [at, group] of (context.supplementalGroups ?? []).entries()) {
    validateId(group, index(child(path, 'supplementalGroups'), at), errors);
  }
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const detail = 'shareProcessNamespace and hostPID cannot both be enabled';
    errors.push(invalid(child(path, 'shareProcessNamespace'), true, detail));
  }
  if (context.sysctls !== undefined) validateSysctls(context, child(path, 'sysctls'), scope);
  const choice = (value: string | undefined, supported: readonly string[], field: string): void => {
    if (value !== undefined) requireOneOf(value, supported, child(path, field), errors);
  };
  choice(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], 'fsGroupChangePolicy');
  validateSeccompProfile(context.seccompProfile, child(path, 'seccompProfile'), errors);
  validateWindowsOptions(context.windowsOptions, child(path, 'windowsOptions'), errors);
  validateAppArmorProfile(context.appArmorProfile, child(path, 'appArmorProfile'), errors);
  choice(context.supplementalGroupsPolicy, ['Merge', 'Strict'], 'supplementalGroupsPolicy');
  choice(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], 'seLinuxChangePolicy');
}

const SYSCTL_MAX = 253;
const SYSCTL = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;
const NAMESPACED_SYSCTLS = {
  hostIPC: /^(?:kernel\.(?:sem$|shm|msg)|fs\.mqueue\.)/,
  hostNetwork: /^net\./,
} as const;

function validateSysctls(context: PodSecurityContext, path: FieldPath, scope: PodScope): void {
  const seen = new Set<string>();
  for (const [at, { name = '' }] of (context.sysctls ?? []).entries()) {
    const namePath = child(index(path, at), 'name');
    if (name === '') scope.errors.push(required(namePath));
    else if (name.length > SYSCTL_MAX || !SYSCTL.test(name)) {
      const detail = `must have at most ${SYSCTL_MAX} characters, be lower case and have '.' or '/' between its parts`;
      scope.errors.push(invalid(namePath, name, detail));
    } else if (seen.has(name)) scope.errors.push(duplicate(namePath, name));
    if (isSince('sysctlsOfHost', scope.context.version)) validateHostSysctl(name, namePath, scope);
    seen.add(name);
  }
}

function validateHostSysctl(name: string, path: FieldPath, scope: PodScope): void {
  const dotted = dottedSysctl(name);
  for (const field of ['hostNetwork', 'hostIPC'] as const) {
    if (scope.spec[field] !== true || !NAMESPACED_SYSCTLS[field].test(dotted)) continue;
    scope.errors.push(invalid(path, name, `may not be specified when '${field}' is true`));
    return;
  }
}

// sysctl.NormalizeName: with slashes as separators, dots and slashes change places.
function dottedSysctl(name: string): string {
  const separator = /[./]/.exec(name)?.[0];
  if (separator !== '/') return name;
  return name.replace(/[./]/g, (mark) => (mark === '/' ? '.' : '/'));
}

/** What `hostUsers: false` excludes. */
export function validateHostUsers(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  if (spec.hostUsers !== false) return;
  if (spec.hostNetwork === true && !isGateOn('UserNamespacesHostNetworkSupport', scope.context.version)) {
    errors.push(forbidden(child(path, 'hostNetwork'), 'when `hostUsers` is false'));
  }
  // Upstream spells these with a capital.
  if (spec.hostPID === true) errors.push(forbidden(child(path, 'HostPID'), 'when `hostUsers` is false'));
  if (spec.hostIPC === true) errors.push(forbidden(child(path, 'HostIPC'), 'when `hostUsers` is false'));
  if (!isSince('userNamespaceDevices', scope.context.version)) return;
  visitContainers(spec, path, (container, containerPath) => {
    if ((container.volumeDevices ?? []).length === 0) return;
    errors.push(forbidden(child(containerPath, 'volumeDevices'), 'when `hostUsers` is false'));
  });
}
