// Twin of initIPFamilyFields: pkg/registry/core/service/storage/alloc.go, Kubernetes v1.35.4, for a dual-stack cluster
// with IPv4 first.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseIp } from '../ip-address.js';
import { validateClusterIps } from './service-addresses.js';

const POLICY = child(undefined, 'spec', 'ipFamilyPolicy');
const SINGLE = 'SingleStack';

/**
 * The spec with the policy and the IP families that the server infers from the addresses, or on an update from `old`. What
 * it refuses, it refuses before validation.
 */
export function withFamilies(
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  context: ApiContext,
  errors: FieldErrors,
): ServiceSpec {
  if (spec.type === 'ExternalName' || (old !== undefined && keepsDualStack(spec, old))) return spec;
  const isSelectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const ipFamilyPolicy = spec.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? (isSelectorless ? 'RequireDualStack' : SINGLE);
  const isSingle = ipFamilyPolicy === SINGLE;
  const inferred = { ...spec, ipFamilyPolicy };
  validateClusterIps(inferred, old?.clusterIPs ?? [], context, errors);
  if (errors.length > 0) return inferred;
  const next = old !== undefined && isSingle ? trimmed(inferred, old) : inferred;
  const { clusterIPs = [], ipFamilies = [] } = next;
  if (old !== undefined && !isSingle) validateReduction(next, old, errors);
  if (isSingle) {
    const both = { 'cluster IPs': clusterIPs.length, 'IP families': ipFamilies.length };
    for (const [what, count] of Object.entries(both)) {
      if (count !== 2) continue;
      const detail = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
      errors.push(invalid(POLICY, ipFamilyPolicy, detail));
    }
  }
  const families = [...ipFamilies];
  for (const [at, ip] of clusterIPs.entries()) {
    if (ip === 'None') break;
    if (at >= families.length) families.push(parseIp(ip)?.family === 6 ? 'IPv6' : 'IPv4');
  }
  if (families.length === 0) families.push('IPv4');
  if (!isSingle && families.length === 1) families.push(families[0] === 'IPv4' ? 'IPv6' : 'IPv4');
  return { ...next, ipFamilies: families };
}

// A Service that prefers both families is not touched while nobody asks for a change.
function keepsDualStack(spec: ServiceSpec, old: ServiceSpec): boolean {
  return (
    spec.type === old.type &&
    ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(spec.type ?? '') &&
    spec.ipFamilyPolicy === 'PreferDualStack' &&
    (old.ipFamilyPolicy ?? 'PreferDualStack') === 'PreferDualStack' &&
    sameList(spec.clusterIPs, old.clusterIPs) &&
    sameList(spec.ipFamilies, old.ipFamilies)
  );
}

// SingleStack and the same lists as before: the second of each is to go.
function trimmed(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  return {
    ...spec,
    ...(sameList(spec.clusterIPs, old.clusterIPs) && { clusterIPs: spec.clusterIPs?.slice(0, 1) }),
    ...(sameList(spec.ipFamilies, old.ipFamilies) && { ipFamilies: spec.ipFamilies?.slice(0, 1) }),
  };
}

function validateReduction(spec: ServiceSpec, old: ServiceSpec, errors: FieldErrors): void {
  for (const [field, what] of [
    ['clusterIPs', 'cluster IP'],
    ['ipFamilies', 'IP family'],
  ] as const) {
    const count = (spec[field] ?? []).length;
    if (count === 0 || count >= (old[field] ?? []).length) continue;
    errors.push(invalid(POLICY, spec.ipFamilyPolicy, `must be 'SingleStack' to release the secondary ${what}`));
  }
}

/** Have the two lists the same items? An absent one is empty. */
export function sameList(left: readonly string[] = [], right: readonly string[] = []): boolean {
  return left.length === right.length && left.every((item, at) => item === right[at]);
}
