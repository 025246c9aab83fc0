// Windows options of containers and Pods: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { PodSpec, SecurityContext, WindowsSecurityContextOptions } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { type PodScope, visitContainers } from './pod-scope.js';

const CREDENTIAL_SPEC_MAX = 64 * 1024;
const DOMAIN_MAX = 256;
const USER_MAX = 104;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** `windowsOptions` of a container or a Pod. */
export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (options === undefined) return;
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  if (specName !== undefined) {
    pushInvalid(isDns1123Subdomain(specName), specName, child(path, 'gmsaCredentialSpecName'), errors);
  }
  if (spec === '') errors.push(invalid(child(path, 'gmsaCredentialSpec'), spec, 'cannot be an empty string'));
  else if (spec !== undefined && byteLength(spec) > CREDENTIAL_SPEC_MAX) {
    errors.push(invalid(child(path, 'gmsaCredentialSpec'), spec, 'must be under 64 KiB'));
  }
  if (user !== undefined) pushInvalid(userNameErrors(user), user, child(path, 'runAsUserName'), errors);
}

function userNameErrors(name: string): readonly string[] {
  if (name === '') return ['cannot be an empty string'];
  if (hasControlCharacter(name)) return ['cannot contain control characters'];
  const parts = name.split('\\');
  if (parts.length > 2) return ['cannot contain more than one backslash'];
  const user = parts.at(-1) ?? '';
  const domain = parts.length === 2 ? parts[0] : undefined;
  const errors: string[] = [];
  if (domain !== undefined && byteLength(domain) >= DOMAIN_MAX) {
    errors.push(`domain must be under ${DOMAIN_MAX} characters`);
  }
  if (domain !== undefined && !NET_BIOS.test(domain) && !DOMAIN.test(domain)) {
    errors.push('domain matches neither the NetBios nor the DNS format');
  }
  if (user === '') errors.push('user cannot be empty');
  else if (byteLength(user) > USER_MAX) errors.push(`user must not be longer than ${USER_MAX} characters`);
  if (/^[. ]+$/.test(user)) errors.push('user cannot contain only periods or spaces');
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) errors.push('user cannot contain any of "/\\:;|=,+*?<>@[]');
  return errors;
}

// Go's [[:cntrl:]] is ASCII.
function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** Host process containers: all or none, and on the node's network. */
export function validateHostProcess(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess;
  let containers = 0;
  let hostProcesses = 0;
  visitContainers(spec, path, (container, containerPath) => {
    containers++;
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      errors.push(invalid(child(containerPath, 'securityContext', 'windowsOptions', 'hostProcess'), own, detail));
    }
    if ((own ?? ofPod) === true) hostProcesses++;
  });
  if (hostProcesses === 0) return;
  if (hostProcesses !== containers) {
    errors.push(invalid(path, '', 'if a Pod has a hostProcess container, all its containers must be such'));
  }
  if (spec.hostNetwork !== true) {
    errors.push(invalid(child(path, 'hostNetwork'), false, 'must be true if pod contains any hostProcess containers'));
  }
}

const POD_FIELDS_NOT_ON_WINDOWS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;
const SPEC_FIELDS_NOT_ON_WINDOWS = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'] as const;
const CONTAINER_FIELDS_NOT_ON_WINDOWS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const satisfies readonly (keyof SecurityContext)[];

/** `os`: a known one, and no field of the other. */
export function validateOs(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  const name = spec.os?.name ?? '';
  const osPath = child(path, 'os');
  if (name === '') errors.push({ type: 'Required', path: child(osPath, 'name'), detail: '' });
  else if (name === 'linux') forbidWindowsOptions(spec, path, errors);
  else if (name === 'windows') forbidLinuxFields(spec, path, errors);
  else errors.push({ type: 'NotSupported', path: osPath, value: name, supported: ['linux', 'windows'], detail: '' });
}

function forbidWindowsOptions(spec: PodSpec, path: FieldPath, errors: FieldErrors): void {
  const detail = 'windows options cannot be set for a linux pod';
  const contextPath = child(path, 'securityContext', 'windowsOptions');
  if (spec.securityContext?.windowsOptions !== undefined) errors.push(forbidden(contextPath, detail));
  visitContainers(spec, path, (container, containerPath) => {
    if (container.securityContext?.windowsOptions === undefined) return;
    errors.push(forbidden(child(containerPath, 'securityContext', 'windowsOptions'), detail));
  });
}

function forbidLinuxFields(spec: PodSpec, path: FieldPath, errors: FieldErrors): void {
  const detail = 'cannot be set for a windows pod';
  const context = spec.securityContext ?? {};
  for (const field of POD_FIELDS_NOT_ON_WINDOWS) {
    const value = context[field];
    const isEmptyList = field === 'sysctls' && Array.isArray(value) && value.length === 0;
    if (value !== undefined && !isEmptyList) errors.push(forbidden(child(path, 'securityContext', field), detail));
  }
  for (const field of SPEC_FIELDS_NOT_ON_WINDOWS) {
    // hostPID and hostIPC are no pointers upstream: false is unset.
    const isSet = field === 'hostPID' || field === 'hostIPC' ? spec[field] === true : spec[field] !== undefined;
    if (isSet) errors.push(forbidden(child(path, field), detail));
  }
  visitContainers(spec, path, (container, containerPath) => {
    for (const field of CONTAINER_FIELDS_NOT_ON_WINDOWS) {
      if (container.securityContext?.[field] === undefined) continue;
      errors.push(forbidden(child(containerPath, 'securityContext', field), detail));
    }
  });
}
