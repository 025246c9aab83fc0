// Twin of ValidateServiceClusterIPsRelatedFields: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { ServiceSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { parseIp } from '../ip-address.js';
import { validateLegacyIp } from '../ip-validation.js';
import { isSince } from '../since.js';

const SPEC = child(undefined, 'spec');
const CLUSTER_IP = child(SPEC, 'clusterIP');
const CLUSTER_IPS = child(SPEC, 'clusterIPs');
const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** Has the Service no address of its own (`clusterIP: None`)? */
export function isHeadless(spec: ServiceSpec): boolean {
  return spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
}

/** `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy` fit together; `known` addresses pass unread. */
export function validateClusterIps(
  spec: ServiceSpec,
  known: readonly string[],
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (spec.type === 'ExternalName') return;
  validateSingular(spec, errors);
  validateFamilies(spec, errors);
  const clusterIps = spec.clusterIPs ?? [];
  const before = errors.length;
  const knownPass = isSince('knownAddressesPass', context.version);
  const misplacedNone = clusterIps.length > 1 && clusterIps[0] === 'None';
  if (misplacedNone) errors.push(invalid(CLUSTER_IPS, clusterIps, "'None' must be the first and only value"));
  for (const [at, ip] of clusterIps.entries()) {
    if ((at === 0 && ip === 'None') || (knownPass && known.includes(ip))) continue;
    const own: FieldErrors = [];
    validateLegacyIp(ip, index(CLUSTER_IPS, at), context, own);
    // Most write the singular only.
    const isSingular = at === 0 && ip === spec.clusterIP;
    errors.push(...own.map((error) => (isSingular ? { ...error, spot: { path: CLUSTER_IP } } : error)));
  }
  const unreadable = errors.length > before;
  if (clusterIps.length > 2) errors.push(invalid(CLUSTER_IPS, clusterIps, 'may only hold up to 2 values'));
  if (!unreadable) validateFamiliesOfIps(spec, errors);
}

function validateSingular(spec: ServiceSpec, errors: FieldErrors): void {
  const { clusterIP = '', clusterIPs = [] } = spec;
  if (clusterIP === '') {
    if (clusterIPs.length > 0) {
      errors.push(invalid(CLUSTER_IPS, clusterIPs, 'must be empty when `clusterIP` is not specified'));
    }
  } else if (clusterIPs.length === 0) errors.push(required(CLUSTER_IPS));
  else if (clusterIPs[0] !== clusterIP) {
    errors.push(invalid(CLUSTER_IPS, clusterIPs, `first value must match \`clusterIP\` (${clusterIP})`));
  }
}

function validateFamilies(spec: ServiceSpec, errors: FieldErrors): void {
  const { ipFamilies = [], ipFamilyPolicy } = spec;
  for (const [at, family] of ipFamilies.entries()) {
    const path = index(child(SPEC, 'ipFamilies'), at);
    if (!FAMILIES.includes(family)) errors.push(notSupported(path, family, FAMILIES));
    if (ipFamilies.indexOf(family) < at) errors.push(duplicate(path, family));
  }
  if (ipFamilyPolicy !== undefined && !FAMILY_POLICIES.includes(ipFamilyPolicy)) {
    errors.push(notSupported(child(SPEC, 'ipFamilyPolicy'), ipFamilyPolicy, FAMILY_POLICIES));
  }
}

function validateFamiliesOfIps(spec: ServiceSpec, errors: FieldErrors): void {
  const { clusterIPs = [], ipFamilies = [] } = spec;
  const families = clusterIPs.map((ip) => (parseIp(ip)?.family === 6 ? 'IPv6' : 'IPv4'));
  if (clusterIPs.length > 1 && new Set(families).size < 2) {
    errors.push(invalid(CLUSTER_IPS, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return;
  for (const [at, family] of families.entries()) {
    const wanted = ipFamilies[at];
    if ((wanted === 'IPv4' || wanted === 'IPv6') && wanted !== family) {
      const detail = `expected an ${wanted} value as indicated by \`ipFamilies[${at}]\``;
      errors.push(invalid(index(CLUSTER_IPS, at), clusterIPs[at], detail));
    }
  }
}
