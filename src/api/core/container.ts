// Twins of validateContainers, validateInitContainers and validateEphemeralContainers:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import {
  duplicate,
  type FieldErrors,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
} from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label } from '../../kube/names.js';
import type { Container, ContainerResizePolicy, EphemeralContainer } from '../../kube/types.generated.js';
import { pushInvalid, requireOneOfOrMissing, requireText } from '../meta/fields.js';
import { isSince } from '../since.js';
import { validateContainerPorts, validateHostPorts } from './container-ports.js';
import { validateContainerRestartPolicy, validateInitContainerRestartPolicy } from './container-restart-policy.js';
import { validateEnv, validateEnvFrom } from './env.js';
import { validateLifecycle, validateProbes } from './handlers.js';
import { validateVolumeDevices, validateVolumeMounts } from './mounts.js';
import type { PodScope } from './pod-scope.js';
import { validateResourceRequirements } from './resource-requirements.js';
import { validateSecurityContext } from './security-context.js';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** `spec.containers`. */
export function validateContainers(path: FieldPath, scope: PodScope): void {
  const containers = scope.spec.containers ?? [];
  const { errors } = scope;
  if (containers.length === 0) {
    errors.push(required(path));
    return;
  }
  const names = new Set<string>();
  for (const [at, container] of containers.entries()) {
    const itemPath = index(path, at);
    const name = container.name ?? '';
    validateContainer(container, itemPath, scope);
    if (names.has(name)) errors.push(duplicate(child(itemPath, 'name'), name));
    names.add(name);
    if (container.lifecycle !== undefined) validateLifecycle(container.lifecycle, child(itemPath, 'lifecycle'), scope);
    validateProbes(container, itemPath, scope);
    if (isGateOn('ContainerRestartRules', scope.context.version)) {
      validateContainerRestartPolicy(container, itemPath, scope);
    } else if (container.restartPolicy !== undefined) {
      errors.push(forbidden(child(itemPath, 'restartPolicy'), 'may not be set for non-init containers'));
    }
  }
  validateHostPorts(containers, path, errors);
}

const ONLY_OF_SIDECARS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** `spec.initContainers`: sidecars among them may have probes and lifecycle handlers. */
export function validateInitContainers(path: FieldPath, scope: PodScope): void {
  const { errors, spec } = scope;
  const names = new Set((spec.containers ?? []).map((container) => container.name ?? ''));
  for (const [at, container] of (spec.initContainers ?? []).entries()) {
    const itemPath = index(path, at);
    const name = container.name ?? '';
    validateContainer(container, itemPath, scope);
    validateInitContainerRestartPolicy(container, itemPath, scope);
    if (names.has(name)) errors.push(duplicate(child(itemPath, 'name'), name));
    else if (name !== '') names.add(name);
    // Upstream looks at one container at a time, as if it were the first.
    validateHostPorts([container], path, errors);
    if (container.restartPolicy === 'Always') validateSidecar(container, itemPath, scope);
    else {
      for (const field of ONLY_OF_SIDECARS) {
        if (container[field] === undefined) continue;
        errors.push(
          forbidden(child(itemPath, field), 'may not be set for init containers without restartPolicy=Always'),
        );
      }
    }
    const mayResize = isGateOn('InPlacePodVerticalScaling', scope.context.version);
    if (!mayResize && (container.resizePolicy ?? []).length > 0) {
      const detail = 'must not be set for init containers';
      errors.push(invalid(child(itemPath, 'resizePolicy'), container.resizePolicy, detail));
    }
    if (container.restartPolicy !== 'Always' && isSince('initContainerResize', scope.context.version)) {
      for (const [policyAt, { restartPolicy }] of (container.resizePolicy ?? []).entries()) {
        if (restartPolicy !== 'RestartContainer') continue;
        const policyPath = child(index(child(itemPath, 'resizePolicy'), policyAt), 'restartPolicy');
        const detail = "must not be 'RestartContainer' for init containers that are no sidecars";
        errors.push(invalid(policyPath, restartPolicy, detail));
      }
    }
  }
}

function validateSidecar(container: Container, path: FieldPath, scope: PodScope): void {
  if (container.lifecycle !== undefined) validateLifecycle(container.lifecycle, child(path, 'lifecycle'), scope);
  validateProbes(container, path, scope);
}

const NOT_OF_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

/** `spec.ephemeralContainers`. */
export function validateEphemeralContainers(path: FieldPath, scope: PodScope): void {
  const { errors, spec } = scope;
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name = '' }) => name));
  const names = new Set(others);
  for (const [at, container] of (spec.ephemeralContainers ?? []).entries()) {
    const itemPath = index(path, at);
    const { name = '', targetContainerName = '' } = container;
    validateContainer(container, itemPath, scope);
    validateImageSpace(container.image, child(itemPath, 'image'), errors);
    if (names.has(name)) errors.push(duplicate(child(itemPath, 'name'), name));
    names.add(name);
    if (targetContainerName !== '' && !others.has(targetContainerName)) {
      const detail = `the Pod has ${[...others].join(', ')}`;
      errors.push(notFound(child(itemPath, 'targetContainerName'), targetContainerName, detail));
    }
    forbidFields(container, itemPath, scope);
  }
}

function forbidFields(container: EphemeralContainer, path: FieldPath, scope: PodScope): void {
  const detail = 'cannot be set for an Ephemeral Container';
  for (const field of NOT_OF_EPHEMERAL) {
    const value = container[field];
    const isEmpty = field === 'resources' && Object.values(value ?? {}).every((part) => part === undefined);
    if (value !== undefined && !isEmpty) scope.errors.push(forbidden(child(path, field), detail));
  }
  for (const [at, mount] of (container.volumeMounts ?? []).entries()) {
    const mountPath = index(child(path, 'volumeMounts'), at);
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if ((mount[field] ?? '') !== '') scope.errors.push(forbidden(child(mountPath, field), detail));
    }
  }
}

/** A bare Pod's image has no space around it; a template's may. */
export function validateImageSpace(image: string | undefined, path: FieldPath, errors: FieldErrors): void {
  if (image === undefined || image.trim() === image) return;
  errors.push(invalid(path, image, 'must not have leading or trailing whitespace'));
}

// What all containers have in common.
function validateContainer(container: Container, path: FieldPath, scope: PodScope): void {
  const { errors, context } = scope;
  const name = container.name ?? '';
  if (name === '') errors.push(required(child(path, 'name')));
  else pushInvalid(isDns1123Label(name), name, child(path, 'name'), errors);
  requireText(container.image, child(path, 'image'), errors);
  const messagePath = child(path, 'terminationMessagePolicy');
  requireOneOfOrMissing(container.terminationMessagePolicy, MESSAGE_POLICIES, messagePath, errors);
  if (container.ports !== undefined) validateContainerPorts(container.ports, child(path, 'ports'), errors);
  validateEnv(container.env, child(path, 'env'), context, errors);
  validateEnvFrom(container.envFrom, child(path, 'envFrom'), context, errors);
  validateVolumeMounts(container, child(path, 'volumeMounts'), scope);
  validateVolumeDevices(container, child(path, 'volumeDevices'), scope);
  requireOneOfOrMissing(container.imagePullPolicy, PULL_POLICIES, child(path, 'imagePullPolicy'), errors);
  if (container.resources !== undefined) {
    validateResourceRequirements(container.resources, scope.claimNames, child(path, 'resources'), errors);
  }
  if (container.resizePolicy !== undefined) {
    validateResizePolicy(container.resizePolicy, child(path, 'resizePolicy'), scope);
  }
  validateSecurityContext(container.securityContext, child(path, 'securityContext'), scope);
}

// Upstream reports the list.
function validateResizePolicy(policies: readonly ContainerResizePolicy[], path: FieldPath, scope: PodScope): void {
  const { errors, spec } = scope;
  const seen = new Set<string>();
  for (const [at, { resourceName = '', restartPolicy = '' }] of policies.entries()) {
    if (seen.has(resourceName)) errors.push(duplicate(index(path, at), resourceName));
    seen.add(resourceName);
    if (resourceName === '') errors.push(required(path));
    else if (resourceName !== 'cpu' && resourceName !== 'memory') {
      errors.push(notSupported(path, resourceName, ['cpu', 'memory']));
    }
    if (restartPolicy === '') errors.push(required(path));
    else if (restartPolicy !== 'NotRequired' && restartPolicy !== 'RestartContainer') {
      errors.push(notSupported(path, restartPolicy, ['NotRequired', 'RestartContainer']));
    }
    if (spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(path, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
  }
}
