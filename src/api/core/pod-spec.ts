// Twin of ValidatePodSpec: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import {
  duplicate,
  type FieldErrors,
  forbidden,
  invalid,
  notFound,
  required,
  tooLong,
} from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain, isInRange, isQualifiedName } from '../../kube/names.js';
import type { ObjectMeta, PodResourceClaim, PodSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOfOrMissing } from '../meta/fields.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateAffinity } from './affinity.js';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './container.js';
import { validateHostNetworkPorts } from './container-ports.js';
import { validateHostAliases, validatePodDnsConfig } from './pod-dns.js';
import { withoutGatedFields } from './pod-gates.js';
import { validatePodResources } from './pod-resources.js';
import { type PodScope, visitContainers } from './pod-scope.js';
import { validateResourceRequirements } from './resource-requirements.js';
import { validateHostUsers, validatePodSecurityContext } from './security-context.js';
import { validateTolerations } from './tolerations.js';
import { validateTopologySpread } from './topology-spread.js';
import { validateVolumes } from './volumes.js';
import { validateHostProcess, validateOs } from './windows-options.js';

const INT32_MAX = 2_147_483_647;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** A Pod's spec; `metadata` is the bare Pod's, absent in a template. */
export function validatePodSpec(
  written: PodSpec,
  metadata: ObjectMeta | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const spec = withoutGatedFields(written, context);
  if (spec.terminationGracePeriodSeconds === undefined) {
    errors.push(required(child(path, 'terminationGracePeriodSeconds')));
  }
  const volumes = validateVolumes(spec.volumes, child(path, 'volumes'), { context, metadata }, errors);
  const claimNames = new Set((spec.resourceClaims ?? []).flatMap(({ name = '' }) => (name === '' ? [] : [name])));
  const scope: PodScope = { context, errors, metadata, spec, volumes, claimNames };
  validateResourceClaims(child(path, 'resourceClaims'), scope);
  validateContainers(child(path, 'containers'), scope);
  validateInitContainers(child(path, 'initContainers'), scope);
  validateEphemeralContainers(child(path, 'ephemeralContainers'), scope);
  if (isGateOn('PodLevelResources', context.version)) validatePodResources(child(path, 'resources'), scope);
  validateHostNetworkPorts(path, scope);
  requireOneOfOrMissing(spec.restartPolicy, RESTART_POLICIES, child(path, 'restartPolicy'), errors);
  requireOneOfOrMissing(spec.dnsPolicy, DNS_POLICIES, child(path, 'dnsPolicy'), errors);
  if (spec.nodeSelector !== undefined) validateLabels(spec.nodeSelector, child(path, 'nodeSelector'), errors);
  validatePodSecurityContext(spec.securityContext ?? {}, child(path, 'securityContext'), scope);
  validateScheduling(path, scope);
  validatePodDnsConfig(child(path, 'dnsConfig'), scope);
  validateGates(path, scope);
  validateHostProcess(path, scope);
  validateHostUsers(path, scope);
  validateHostname(path, scope);
  validateReferences(path, scope);
  validateRest(path, scope);
  validateFileKeyVolumes(path, scope);
}

function validateScheduling(path: FieldPath, scope: PodScope): void {
  const { spec, context, errors } = scope;
  if (spec.affinity !== undefined) validateAffinity(spec.affinity, child(path, 'affinity'), context, errors);
  if (spec.topologySpreadConstraints !== undefined) {
    const spreadPath = child(path, 'topologySpreadConstraints');
    validateTopologySpread(spec.topologySpreadConstraints, spreadPath, context, errors);
  }
  if (spec.tolerations !== undefined) {
    validateTolerations(spec.tolerations, child(path, 'tolerations'), context, errors);
  }
}

function validateGates(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  for (const [at, { conditionType = '' }] of (spec.readinessGates ?? []).entries()) {
    const typePath = child(index(child(path, 'readinessGates'), at), 'conditionType');
    pushInvalid(isQualifiedName(conditionType), conditionType, typePath, errors);
  }
  const seen = new Set<string>();
  for (const [at, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    const gatePath = index(child(path, 'schedulingGates'), at);
    pushInvalid(isQualifiedName(name), name, gatePath, errors);
    if (seen.has(name)) errors.push(duplicate(gatePath, name));
    seen.add(name);
  }
}

function validateHostname(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  for (const field of ['hostname', 'subdomain'] as const) {
    const name = spec[field] ?? '';
    if (name !== '') pushInvalid(isDns1123Label(name), name, child(path, field), errors);
  }
  const override = spec.hostnameOverride;
  if (override === undefined) return;
  const overridePath = child(path, 'hostnameOverride');
  if (spec.setHostnameAsFQDN === true) {
    errors.push(forbidden(overridePath, 'may not be specified when setHostnameAsFQDN is true'));
  }
  if (spec.hostNetwork === true) {
    errors.push(forbidden(overridePath, 'may not be specified when hostNetwork is true'));
  }
  if (exceedsBytes(override, 64)) errors.push(tooLong(overridePath, '', 64));
  pushInvalid(isDns1123Subdomain(override), override, overridePath, errors);
}

// Names of other objects.
function validateReferences(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName'] as const) {
    // `serviceAccount` is the old name of `serviceAccountName`.
    const name = spec[field] || (field === 'serviceAccountName' ? (spec.serviceAccount ?? '') : '');
    if (name !== '') pushInvalid(isDns1123Subdomain(name), name, child(path, field), errors);
  }
  if (spec.runtimeClassName !== undefined) {
    const name = spec.runtimeClassName;
    pushInvalid(isDns1123Subdomain(name), name, child(path, 'runtimeClassName'), errors);
  }
  if (spec.workloadRef === undefined) return;
  const { name = '', podGroup = '', podGroupReplicaKey = '' } = spec.workloadRef;
  const referencePath = child(path, 'workloadRef');
  pushInvalid(isDns1123Subdomain(name), name, child(referencePath, 'name'), errors);
  pushInvalid(isDns1123Label(podGroup), podGroup, child(referencePath, 'podGroup'), errors);
  if (podGroupReplicaKey === '') return;
  pushInvalid(
    isDns1123Label(podGroupReplicaKey),
    podGroupReplicaKey,
    child(referencePath, 'podGroupReplicaKey'),
    errors,
  );
}

function validateRest(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  if (spec.activeDeadlineSeconds !== undefined) {
    const seconds = spec.activeDeadlineSeconds;
    pushInvalid(isInRange(seconds, 1, INT32_MAX), seconds, child(path, 'activeDeadlineSeconds'), errors);
  }
  if (spec.hostAliases !== undefined) validateHostAliases(child(path, 'hostAliases'), scope);
  if (spec.preemptionPolicy !== undefined) {
    const policyPath = child(path, 'preemptionPolicy');
    requireOneOfOrMissing(spec.preemptionPolicy, ['PreemptLowerPriority', 'Never'], policyPath, errors);
  }
  if (spec.overhead !== undefined) {
    validateResourceRequirements({ limits: spec.overhead }, new Set(), child(path, 'overhead'), errors);
  }
  if (spec.os !== undefined) validateOs(path, scope);
}

// A variable from a file: its volume is an emptyDir of the Pod.
function validateFileKeyVolumes(path: FieldPath, scope: PodScope): void {
  visitContainers(scope.spec, path, (container, containerPath) => {
    for (const [at, variable] of (container.env ?? []).entries()) {
      const reference = variable.valueFrom?.fileKeyRef;
      if (reference === undefined) continue;
      const name = reference.volumeName ?? '';
      const namePath = child(index(child(containerPath, 'env'), at), 'valueFrom', 'fileKeyRef', 'volumeName');
      const volume = (scope.spec.volumes ?? []).findLast((candidate) => (candidate.name ?? '') === name);
      if (volume === undefined) scope.errors.push(notFound(namePath, name));
      else if (volume.emptyDir === undefined) {
        scope.errors.push(invalid(namePath, name, 'referenced volume must be of type emptyDir'));
      }
    }
  });
}

function validateResourceClaims(path: FieldPath, scope: PodScope): void {
  const { spec, metadata, errors } = scope;
  const isMirror = Object.hasOwn(metadata?.annotations ?? {}, 'kubernetes.io/config.mirror');
  const names = new Set<string>();
  for (const [at, claim] of (spec.resourceClaims ?? []).entries()) {
    if (isMirror) errors.push(forbidden(undefined, 'static pods do not support resource claims'));
    else validateResourceClaim(claim, index(path, at), names, errors);
  }
}

function validateResourceClaim(
  claim: PodResourceClaim,
  path: FieldPath,
  names: Set<string>,
  errors: FieldErrors,
): void {
  const { name = '', resourceClaimName, resourceClaimTemplateName } = claim;
  const namePath = child(path, 'name');
  if (name === '') errors.push(required(namePath));
  else if (names.has(name)) errors.push(duplicate(namePath, name));
  else {
    pushInvalid(isDns1123Label(name), name, namePath, errors);
    names.add(name);
  }
  const given = [resourceClaimName, resourceClaimTemplateName].filter((value) => value !== undefined).length;
  if (given !== 1) {
    const detail = 'must specify exactly one of `resourceClaimName` and `resourceClaimTemplateName`';
    errors.push(invalid(path, claim, detail));
  }
  for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
    const value = claim[field];
    if (value !== undefined) pushInvalid(isDns1123Subdomain(value), value, child(path, field), errors);
  }
}
