// Twin of ValidateServiceCreate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type { Service, ServiceSpec, SessionAffinityConfig } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateEndpointIp, validateLegacyCidr, validateLegacyIp } from '../ip-validation.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { serviceNameErrors } from '../networking/ingress-backend.js';
import { isSince } from '../since.js';
import { isHeadless, validateClusterIps } from './service-addresses.js';
import { validateServicePorts } from './service-ports.js';
import { validateTrafficPolicies } from './service-traffic.js';

const SPEC = child(undefined, 'spec');
const ANNOTATIONS = child(undefined, 'metadata', 'annotations');
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const MAX_AFFINITY_SECONDS = 86_400;
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** A Service on create, with addresses and ports allocated. */
export function validateService(service: Service, context: ApiContext, errors: FieldErrors): void {
  const name = (value: string): readonly string[] => serviceNameErrors(value, context);
  validateObjectMeta(service.metadata, { namespaced: true, name }, errors);
  validateServiceFields(service, undefined, context, errors);
}

/** What a Service has to fulfil on create and, with what `old` had, on update. */
export function validateServiceFields(
  service: Service,
  old: Service | undefined,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const spec = service.spec ?? {};
  validateTopologyAnnotations(service, context, errors);
  validateType(spec, errors);
  validateServicePorts(spec, child(SPEC, 'ports'), errors);
  if (spec.selector !== undefined) validateLabels(spec.selector, child(SPEC, 'selector'), errors);
  validateSessionAffinity(spec, errors);
  validateClusterIps(spec, old?.spec?.clusterIPs ?? [], context, errors);
  validateExternalIps(spec, old, context, errors);
  validateSourceRanges(service, old, context, errors);
  validateLoadBalancerFields(spec, errors);
  validateTrafficPolicies(spec, context, errors);
}

function validateTopologyAnnotations(service: Service, context: ApiContext, errors: FieldErrors): void {
  const annotations = service.metadata?.annotations ?? {};
  const mode = annotations[TOPOLOGY_MODE];
  const hints = annotations[TOPOLOGY_HINTS];
  if (!isSince('topologyMode', context.version) || mode === undefined || hints === undefined || mode === hints) return;
  errors.push(invalid(key(ANNOTATIONS, TOPOLOGY_MODE), mode, `must match annotations[${TOPOLOGY_HINTS}] (${hints})`));
}

function validateType(spec: ServiceSpec, errors: FieldErrors): void {
  const { type = '', ports = [] } = spec;
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') errors.push(required(child(SPEC, 'ports')));
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    const detail = `may not be set to 'None' for ${type} services`;
    errors.push(invalid(index(child(SPEC, 'clusterIPs'), 0), 'None', detail));
  }
  if (type === 'ExternalName') validateExternalName(spec, errors);
  if (type === '') errors.push(required(child(SPEC, 'type')));
  else if (!TYPES.includes(type)) errors.push(notSupported(child(SPEC, 'type'), type, TYPES));
}

function validateExternalName(spec: ServiceSpec, errors: FieldErrors): void {
  for (const field of ['clusterIPs', 'ipFamilies'] as const) {
    if ((spec[field] ?? []).length > 0) {
      errors.push(forbidden(child(SPEC, field), 'may not be set for ExternalName services'));
    }
  }
  if (spec.ipFamilyPolicy !== undefined) {
    errors.push(forbidden(child(SPEC, 'ipFamilyPolicy'), 'may not be set for ExternalName services'));
  }
  // A dot at the end says that the name is complete.
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  const path = child(SPEC, 'externalName');
  if (name === '') errors.push(required(path));
  else pushInvalid(isDns1123Subdomain(name), name, path, errors);
}

function validateSessionAffinity(spec: ServiceSpec, errors: FieldErrors): void {
  const { sessionAffinity = '', sessionAffinityConfig } = spec;
  const path = child(SPEC, 'sessionAffinityConfig');
  switch (sessionAffinity) {
    case '':
      errors.push(required(child(SPEC, 'sessionAffinity')));
      return;
    case 'ClientIP':
      validateClientIp(sessionAffinityConfig, path, errors);
      return;
    case 'None':
      if (sessionAffinityConfig !== undefined) {
        errors.push(forbidden(path, 'must not be set when session affinity is None'));
      }
      return;
    default:
      errors.push(notSupported(child(SPEC, 'sessionAffinity'), sessionAffinity, ['ClientIP', 'None']));
  }
}

function validateClientIp(config: SessionAffinityConfig | undefined, path: FieldPath, errors: FieldErrors): void {
  const seconds = config?.clientIP?.timeoutSeconds;
  const secondsPath = child(path, 'clientIP', 'timeoutSeconds');
  const detail = 'when session affinity type is ClientIP';
  if (config === undefined) errors.push(required(path, detail));
  else if (config.clientIP === undefined) errors.push(required(child(path, 'clientIP'), detail));
  else if (seconds === undefined) errors.push(required(secondsPath, detail));
  else if (seconds <= 0 || seconds > MAX_AFFINITY_SECONDS) {
    errors.push(invalid(secondsPath, seconds, `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`));
  }
}

function validateExternalIps(
  spec: ServiceSpec,
  old: Service | undefined,
  context: ApiContext,
  errors: FieldErrors,
): void {
  for (const [at, ip] of (spec.externalIPs ?? []).entries()) {
    const path = index(child(SPEC, 'externalIPs'), at);
    const before = errors.length;
    if (old?.spec?.externalIPs?.includes(ip) !== true) validateLegacyIp(ip, path, context, errors);
    if (errors.length === before) validateEndpointIp(ip, path, errors);
  }
}

// The ranges may have spaces around them: they were once a list in one annotation.
function validateSourceRanges(
  service: Service,
  old: Service | undefined,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { type, loadBalancerSourceRanges: ranges = [] } = service.spec ?? {};
  const wrongType = forbidden(undefined, "may only be used when `type` is 'LoadBalancer'");
  const annotation = service.metadata?.annotations?.[SOURCE_RANGES];
  if (ranges.length > 0) {
    // The server spells the field with a capital.
    const path = child(SPEC, 'LoadBalancerSourceRanges');
    if (type !== 'LoadBalancer') errors.push({ ...wrongType, path });
    const known = new Set((old?.spec?.loadBalancerSourceRanges ?? []).map((range) => range.trim()));
    const own: FieldErrors = [];
    for (const [at, range] of ranges.entries()) {
      if (!known.has(range.trim())) validateLegacyCidr(range.trim(), index(path, at), context, own);
    }
    const isEach = isSince('eachRange', context.version);
    errors.push(...(isEach ? own : own.slice(0, 1).map((error) => ({ ...error, path }))));
  } else if (annotation !== undefined) {
    const path = key(ANNOTATIONS, SOURCE_RANGES);
    if (type !== 'LoadBalancer') errors.push({ ...wrongType, path });
    if (annotation.trim() === '' || old?.metadata?.annotations?.[SOURCE_RANGES] === annotation) return;
    for (const range of annotation.split(',')) validateLegacyCidr(range.trim(), path, context, errors);
  }
}

function validateLoadBalancerFields(spec: ServiceSpec, errors: FieldErrors): void {
  const { type, allocateLoadBalancerNodePorts, loadBalancerClass } = spec;
  const detail = "may only be used when `type` is 'LoadBalancer'";
  const classPath = child(SPEC, 'loadBalancerClass');
  if (type === 'LoadBalancer') {
    if (allocateLoadBalancerNodePorts === undefined) {
      errors.push(required(child(undefined, 'allocateLoadBalancerNodePorts')));
    }
    if (loadBalancerClass !== undefined) {
      pushInvalid(isQualifiedName(loadBalancerClass), loadBalancerClass, classPath, errors);
    }
    return;
  }
  if (allocateLoadBalancerNodePorts !== undefined) {
    errors.push(forbidden(child(SPEC, 'allocateLoadBalancerNodePorts'), detail));
  }
  if (loadBalancerClass !== undefined) errors.push(forbidden(classPath, detail));
}
