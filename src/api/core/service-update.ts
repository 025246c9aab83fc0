// Twin of ValidateServiceUpdate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { Service, ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { updateKindOf } from '../update-kind.js';
import { validateServiceFields } from './service.js';
import { isHeadless } from './service-addresses.js';
import { reviewNodePorts } from './service-allocation.js';
import { needsHealthCheck } from './service-traffic.js';
import { admitServiceUpdate, preparedServiceUpdate, withAllocatedFields } from './service-update-allocation.js';

const SPEC = child(undefined, 'spec');
const POLICY = child(SPEC, 'ipFamilyPolicy');
const ONCE = 'may not change once set';

/** A Service on update: its addresses stay, a second one may come and go with `ipFamilyPolicy`. */
function validateServiceUpdate(to: Service, from: Service, context: ApiContext, errors: FieldErrors): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  if (spec.type !== 'ExternalName' && old.type !== 'ExternalName') {
    if (!isHeadless(spec) || !isHeadless(old)) validateClusterIpChange(spec, old, errors);
    if (!isHeadless(spec) && !isHeadless(old)) validateFamilyChange(spec, old, errors);
  }
  const isBalanced = spec.type === 'LoadBalancer' && old.type === 'LoadBalancer';
  if (isBalanced && spec.loadBalancerClass !== old.loadBalancerClass) {
    errors.push(invalid(child(SPEC, 'loadBalancerClass'), spec.loadBalancerClass, ONCE));
  }
  const { healthCheckNodePort: port } = spec;
  if (needsHealthCheck(spec) && needsHealthCheck(old) && port !== old.healthCheckNodePort) {
    errors.push(forbidden(child(SPEC, 'healthCheckNodePort'), 'field is immutable'));
  }
  validateServiceFields(to, from, context, errors);
  if (errors.length === 0) reviewNodePorts(to, context, errors);
}

function validateClusterIpChange(spec: ServiceSpec, old: ServiceSpec, errors: FieldErrors): void {
  const [ips, oldIps] = [spec.clusterIPs ?? [], old.clusterIPs ?? []];
  const path = child(SPEC, 'clusterIPs');
  if (ips.length === oldIps.length) {
    for (const [at, ip] of oldIps.entries()) if (ip !== ips[at]) errors.push(invalid(index(path, at), ips, ONCE));
    return;
  }
  if (ips.length === 0) errors.push(invalid(index(path, 0), ips, 'primary clusterIP can not be unset'));
  else if (oldIps.length > 0 && ips[0] !== oldIps[0]) errors.push(invalid(index(path, 0), ips, ONCE));
  if (ips.length < oldIps.length) validateRelease(spec, ips.length, 'clusterIP', errors);
}

function validateFamilyChange(spec: ServiceSpec, old: ServiceSpec, errors: FieldErrors): void {
  const [families, oldFamilies] = [spec.ipFamilies ?? [], old.ipFamilies ?? []];
  // The server names the first, whichever it is.
  const path = index(child(SPEC, 'ipFamilies'), 0);
  if (families.length === oldFamilies.length) {
    const changed = oldFamilies.some((family, at) => family !== families[at]);
    if (changed) errors.push(invalid(path, families, ONCE));
    return;
  }
  const reduced = families.length < oldFamilies.length;
  if (reduced && (spec.clusterIPs ?? []).length === 0) {
    errors.push(invalid(path, families, 'primary ipFamily can not be unset'));
  }
  const [first, oldFirst] = [families[0], oldFamilies[0]];
  if (first !== undefined && oldFirst !== undefined && first !== oldFirst) errors.push(invalid(path, families, ONCE));
  if (reduced) validateRelease(spec, families.length, 'ipFamily', errors);
}

function validateRelease(spec: ServiceSpec, count: number, what: string, errors: FieldErrors): void {
  if (count !== 1 || spec.ipFamilyPolicy === 'SingleStack') return;
  errors.push(
    invalid(POLICY, spec.ipFamilyPolicy, `must be set to 'SingleStack' when releasing the secondary ${what}`),
  );
}

/** What may change in a Service. */
export const serviceUpdate = updateKindOf<Service>({
  carry: withAllocatedFields,
  admit: admitServiceUpdate,
  prepare: preparedServiceUpdate,
  validate: validateServiceUpdate,
});
