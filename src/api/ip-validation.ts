// What the API server asks of fields that hold IP addresses and CIDRs: k8s.io/apimachinery v0.35.4
// pkg/util/validation/ip.go and pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../kube/field-error.js';
import type { FieldPath } from '../kube/field-path.js';
import { isGateOn } from '../kube/gates.js';
import type { ApiContext } from './context.js';
import { cidrContains, formatIp, type IpAddress, networkAddress, parseCidr, parseIp } from './ip-address.js';

/** An address in a field older than strict reading: zeros in front and `::ffff:10.0.0.1` pass while the gate is off. */
export function validateLegacyIp(
  value: string,
  path: FieldPath | undefined,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const strict = isGateOn('StrictIPCIDRValidation', context.version);
  for (const detail of ipDetails(value, strict)) errors.push(invalid(path, value, detail));
}

/** What is wrong with an address in a field that is strict from the start: it has to be in canonical form too. */
export function strictIpDetails(value: string): string[] {
  const details = ipDetails(value, true);
  if (details.length > 0) return details;
  const address = parseIp(value);
  const canonical = address === undefined ? value : formatIp(address);
  return value === canonical ? [] : [`must be in canonical form ("${canonical}")`];
}

function ipDetails(value: string, strict: boolean): string[] {
  const address = parseIp(value);
  if (address === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (!strict) return [];
  const details: string[] = [];
  if (address.leadingZeros) details.push('must not have leading 0s');
  if (address.mapped) details.push('must not be an IPv4-mapped IPv6 address');
  return details;
}

/** A CIDR in a field older than strict reading. */
export function validateLegacyCidr(
  value: string,
  path: FieldPath | undefined,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const strict = isGateOn('StrictIPCIDRValidation', context.version);
  for (const detail of cidrDetails(value, strict)) errors.push(invalid(path, value, detail));
}

/** What is wrong with a CIDR in a field that is strict from the start. */
export function strictCidrDetails(value: string): string[] {
  const details = cidrDetails(value, true);
  const cidr = parseCidr(value);
  if (details.length > 0 || cidr === undefined) return details;
  const canonical = `${formatIp(networkAddress(cidr))}/${cidr.length}`;
  return value === canonical ? [] : [`must be in canonical form ("${canonical}")`];
}

function cidrDetails(value: string, strict: boolean): string[] {
  const cidr = parseCidr(value);
  if (cidr === undefined) return ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
  if (!strict) return [];
  const { address } = cidr;
  if (address.leadingZeros || cidr.leadingZeros) return ['must not have leading 0s in IP or prefix length'];
  if (address.mapped) return ['must not have an IPv4-mapped IPv6 address'];
  const network = networkAddress(cidr);
  return network.bytes.every((byte, at) => byte === address.bytes[at])
    ? []
    : ['must not have bits set beyond the prefix length'];
}

const SPECIAL_RANGES = [
  { ranges: ['0.0.0.0/32', '::/128'], detail: 'may not be unspecified' },
  { ranges: ['127.0.0.0/8', '::1/128'], detail: 'may not be in the loopback range (127.0.0.0/8, ::1/128)' },
  { ranges: ['169.254.0.0/16', 'fe80::/10'], detail: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)' },
  {
    // Go looks at the four bits of the scope only.
    ranges: ['224.0.0.0/24', ...Array.from({ length: 16 }, (_, flags) => `ff${flags.toString(16)}2::/16`)],
    detail: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
];

/** An address that traffic can be sent to: no loopback, link-local or unspecified one. Twin of ValidateEndpointIP. */
export function validateEndpointIp(value: string, path: FieldPath | undefined, errors: FieldErrors): void {
  const address = parseIp(value);
  if (address === undefined) {
    errors.push(invalid(path, value, 'must be a valid IP address'));
    return;
  }
  for (const { ranges, detail } of SPECIAL_RANGES) {
    if (ranges.some((range) => isIn(range, address))) errors.push(invalid(path, value, detail));
  }
}

function isIn(range: string, address: IpAddress): boolean {
  const cidr = parseCidr(range);
  return cidr !== undefined && cidrContains(cidr, address);
}
