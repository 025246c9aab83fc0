// Twin of validateServiceExternalTrafficPolicy, validateServiceInternalTrafficFieldsValue and
// validateServiceTrafficDistribution: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isValidPortNumber } from '../../kube/names.js';
import type { ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { isSince } from '../since.js';

const SPEC = child(undefined, 'spec');
const POLICIES = ['Cluster', 'Local'];

/** Which traffic a Service takes and where it sends it. */
export function validateTrafficPolicies(spec: ServiceSpec, context: ApiContext, errors: FieldErrors): void {
  validateExternal(spec, context, errors);
  validateHealthCheckPort(spec, errors);
  validateInternal(spec, errors);
  validateDistribution(spec, context, errors);
}

/** Can the Service be reached from outside the cluster? Twin of pkg/api/service ExternallyAccessible. */
export function isExternallyAccessible(spec: ServiceSpec, context: ApiContext): boolean {
  if (spec.type === 'LoadBalancer' || spec.type === 'NodePort') return true;
  if (!isSince('externalIpsAreExternal', context.version)) return false;
  return spec.type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0;
}

/** Does the Service have a port where load balancers ask which nodes run its Pods? */
export function needsHealthCheck(spec: ServiceSpec): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}

function validateExternal(spec: ServiceSpec, context: ApiContext, errors: FieldErrors): void {
  const policy = spec.externalTrafficPolicy ?? '';
  const path = child(SPEC, 'externalTrafficPolicy');
  if (!isExternallyAccessible(spec, context)) {
    if (policy !== '') errors.push(invalid(path, policy, 'may only be set for externally-accessible services'));
  } else if (policy === '') errors.push(required(path));
  else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
}

function validateHealthCheckPort(spec: ServiceSpec, errors: FieldErrors): void {
  const port = spec.healthCheckNodePort ?? 0;
  const path = child(SPEC, 'healthCheckNodePort');
  if (needsHealthCheck(spec)) {
    if (port === 0) errors.push(required(path));
    else pushInvalid(isValidPortNumber(port), port, path, errors);
  } else if (port !== 0) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalid(path, port, detail));
  }
}

function validateInternal(spec: ServiceSpec, errors: FieldErrors): void {
  const policy = spec.internalTrafficPolicy;
  const path = child(SPEC, 'internalTrafficPolicy');
  if (policy === undefined) {
    if (['NodePort', 'LoadBalancer', 'ClusterIP'].includes(spec.type ?? '')) errors.push(required(path));
  } else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
}

function validateDistribution(spec: ServiceSpec, context: ApiContext, errors: FieldErrors): void {
  const distribution = spec.trafficDistribution;
  if (distribution === undefined || !isGateOn('ServiceTrafficDistribution', context.version)) return;
  const supported = isGateOn('PreferSameTrafficDistribution', context.version)
    ? ['PreferClose', 'PreferSameZone', 'PreferSameNode']
    : ['PreferClose'];
  if (supported.includes(distribution)) return;
  errors.push(notSupported(child(SPEC, 'trafficDistribution'), distribution, supported));
}
