// IP addresses and CIDRs. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/{ip,cidr}.go; in Kubernetes since 1.30.
import { fn, type Library, member, plain } from '../declaration.js';
import { BOOL, INT, opaque, STRING } from '../type.js';
import { failure, isFailure, isOpaque, NO_SUCH_OVERLOAD, type Value } from '../value.js';
import {
  contains,
  formatAddress,
  isMapped,
  masked,
  type NetworkAddress,
  type NetworkPrefix,
  parseAddress,
  parsePrefix,
} from './network-address.js';

const IP = opaque('net.IP');
const CIDR = opaque('net.CIDR');

function ip(address: NetworkAddress): Value {
  // Trusted here and below: values of these types hold what this file puts into them.
  return { kind: 'opaque', type: IP, data: address, equals: (other) => isSame(address, other.data as NetworkAddress) };
}

function cidr(prefix: NetworkPrefix): Value {
  const equals = (other: NetworkPrefix) => isSame(prefix.address, other.address) && prefix.length === other.length;
  return { kind: 'opaque', type: CIDR, data: prefix, equals: (other) => equals(other.data as NetworkPrefix) };
}

function isSame(a: NetworkAddress, b: NetworkAddress): boolean {
  return a.version === b.version && a.bits === b.bits;
}

function addressOf(value: Value): NetworkAddress | undefined {
  return isOpaque(value) && value.type === IP ? (value.data as NetworkAddress) : undefined;
}

function prefixOf(value: Value): NetworkPrefix | undefined {
  return isOpaque(value) && value.type === CIDR ? (value.data as NetworkPrefix) : undefined;
}

function toIp(text: string): Value {
  const address = parseAddress(text);
  if (address === undefined) {
    return failure(`IP Address "${text}" parse error during conversion from string: unable to parse IP`);
  }
  return isMapped(address) ? failure(`IPv4-mapped IPv6 address "${text}" is not allowed`) : ip(address);
}

function toCidr(text: string): Value {
  const prefix = parsePrefix(text);
  const what = 'network address parse error during conversion from string';
  if (prefix === undefined) return failure(`${what}: ${what}: netip.ParsePrefix("${text}"): no prefix`);
  return isMapped(prefix.address)
    ? failure(`${what}: IPv4-mapped IPv6 address "${text}" is not allowed`)
    : cidr(prefix);
}

function ofIp(name: string, id: string, holds: (address: NetworkAddress) => boolean) {
  return fn(
    name,
    member(id, [IP], BOOL, (value = null) => {
      const address = addressOf(value);
      return address === undefined ? NO_SUCH_OVERLOAD : holds(address);
    }),
  );
}

const isUnspecified = ({ bits }: NetworkAddress): boolean => bits === 0n;
const isLoopback = ({ version, bits }: NetworkAddress): boolean => (version === 4 ? bits >> 24n === 127n : bits === 1n);
const isMulticast = ({ version, bits }: NetworkAddress): boolean =>
  version === 4 ? bits >> 28n === 14n : bits >> 120n === 0xffn;
const isLinkLocalUnicast = ({ version, bits }: NetworkAddress): boolean =>
  version === 4 ? bits >> 16n === 0xa9fen : bits >> 118n === 0x3fan;
const isLinkLocalMulticast = ({ version, bits }: NetworkAddress): boolean =>
  version === 4
    ? bits >> 8n === 0xe00000n
    : bits >> 112n === 0xff02n || (bits >> 120n === 0xffn && ((bits >> 112n) & 0xfn) === 2n);

function isGlobalUnicast(address: NetworkAddress): boolean {
  if (address.version === 4 && address.bits === 0xffffffffn) return false;
  return ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast].some((is) => is(address));
}

/** The IP library. */
export const IPS: Library = {
  types: [IP],
  functions: [
    fn(
      'ip',
      plain('string_to_ip', [STRING], IP, (text) => toIp(String(text))),
    ),
    fn(
      'family',
      member('ip_family', [IP], INT, (value = null) => BigInt(addressOf(value)?.version ?? 0)),
    ),
    fn(
      'ip.isCanonical',
      plain('ip_is_canonical', [STRING], BOOL, (text) => {
        const parsed = toIp(String(text));
        const address = addressOf(parsed);
        return address === undefined ? parsed : formatAddress(address) === text;
      }),
    ),
    ofIp('isUnspecified', 'ip_is_unspecified', isUnspecified),
    ofIp('isLoopback', 'ip_is_loopback', isLoopback),
    ofIp('isLinkLocalMulticast', 'ip_is_link_local_multicast', isLinkLocalMulticast),
    ofIp('isLinkLocalUnicast', 'ip_is_link_local_unicast', isLinkLocalUnicast),
    ofIp('isGlobalUnicast', 'ip_is_global_unicast', isGlobalUnicast),
    fn(
      'isIP',
      plain('is_ip', [STRING], BOOL, (text) => !isFailure(toIp(String(text)))),
    ),
    fn(
      'string',
      plain('ip_to_string', [IP], STRING, (value = null) => {
        const address = addressOf(value);
        return address === undefined ? NO_SUCH_OVERLOAD : formatAddress(address);
      }),
    ),
  ],
};

function containsIp(network: Value, other: Value): Value {
  const [prefix, address] = [prefixOf(network), addressOf(other)];
  if (isFailure(other)) return other;
  return prefix === undefined || address === undefined ? NO_SUCH_OVERLOAD : contains(prefix, address);
}

function containsCidr(network: Value, other: Value): Value {
  const [outer, inner] = [prefixOf(network), prefixOf(other)];
  if (isFailure(other)) return other;
  if (outer === undefined || inner === undefined) return NO_SUCH_OVERLOAD;
  return outer.length <= inner.length && contains(outer, inner.address);
}

/** The CIDR library. */
export const CIDRS: Library = {
  types: [CIDR],
  functions: [
    fn(
      'cidr',
      plain('string_to_cidr', [STRING], CIDR, (text) => toCidr(String(text))),
    ),
    fn(
      'containsIP',
      member('cidr_contains_ip_string', [CIDR, STRING], BOOL, (network = null, text) =>
        containsIp(network, toIp(String(text))),
      ),
      member('cidr_contains_ip_ip', [CIDR, IP], BOOL, (network = null, address = null) => containsIp(network, address)),
    ),
    fn(
      'containsCIDR',
      member('cidr_contains_cidr_string', [CIDR, STRING], BOOL, (network = null, text) =>
        containsCidr(network, toCidr(String(text))),
      ),
      member('cidr_contains_cidr', [CIDR, CIDR], BOOL, (network = null, other = null) => containsCidr(network, other)),
    ),
    fn(
      'ip',
      member('cidr_ip', [CIDR], IP, (value = null) => {
        const prefix = prefixOf(value);
        return prefix === undefined ? NO_SUCH_OVERLOAD : ip(prefix.address);
      }),
    ),
    fn(
      'prefixLength',
      member('cidr_prefix_length', [CIDR], INT, (value = null) => BigInt(prefixOf(value)?.length ?? 0)),
    ),
    fn(
      'masked',
      member('cidr_masked', [CIDR], CIDR, (value = null) => {
        const prefix = prefixOf(value);
        return prefix === undefined ? NO_SUCH_OVERLOAD : cidr(masked(prefix));
      }),
    ),
    fn(
      'isCIDR',
      plain('is_cidr', [STRING], BOOL, (text) => !isFailure(toCidr(String(text)))),
    ),
    fn(
      'string',
      plain('cidr_to_string', [CIDR], STRING, (value = null) => {
        const prefix = prefixOf(value);
        return prefix === undefined ? NO_SUCH_OVERLOAD : `${formatAddress(prefix.address)}/${prefix.length}`;
      }),
    ),
  ],
};
