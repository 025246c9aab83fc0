// IP addresses and CIDRs as the API server reads them: k8s.io/utils/net ParseIPSloppy and ParseCIDRSloppy, and
// k8s.io/apimachinery v0.35.4 pkg/util/validation/ip.go.

/** An IP address in 16 bytes, IPv4 as `::ffff:a.b.c.d`, as Go's net.IP has it. */
export interface IpAddress {
  readonly bytes: readonly number[];
  /** 4 also for an IPv4-mapped IPv6 address. */
  readonly family: 4 | 6;
  /** Written as IPv6 although it is IPv4: `::ffff:10.0.0.1`. */
  readonly mapped: boolean;
  /** Written with zeros that a strict reader refuses: `010.0.0.1`, `::00001`. */
  readonly leadingZeros: boolean;
}

/** An address with a prefix length; `length` counts from the start of the address's own family as written. */
export interface Cidr {
  readonly address: IpAddress;
  readonly length: number;
  /** Bits of the address as written: 32 or 128. */
  readonly bits: 32 | 128;
  /** The prefix length has zeros in front: `10.0.0.0/08`. */
  readonly leadingZeros: boolean;
}

const IPV4_PREFIX = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** The address, read the way Kubernetes has always read it: zeros in front are dropped. */
export function parseIp(text: string): IpAddress | undefined {
  const separator = /[.:]/.exec(text)?.[0];
  if (separator === '.') return parseIpv4(text);
  return separator === ':' ? parseIpv6(text) : undefined;
}

/** The CIDR, read the way Kubernetes has always read it. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash === -1) return undefined;
  const host = text.slice(0, slash);
  const length = text.slice(slash + 1);
  const ipv4 = parseIpv4(host);
  const address = ipv4 ?? parseIpv6(host);
  const bits = ipv4 === undefined ? 128 : 32;
  if (address === undefined || !/^[0-9]{1,8}$/.test(length) || Number(length) > bits) return undefined;
  return { address, length: Number(length), bits, leadingZeros: /^0[0-9]/.test(length) };
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^[0-9]+$/.test(octet) && Number(octet) <= 0xff))
    return undefined;
  const leadingZeros = octets.some((octet) => octet.length > 1 && octet.startsWith('0'));
  return { bytes: [...IPV4_PREFIX, ...octets.map(Number)], family: 4, mapped: false, leadingZeros };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, at) => ipv6Groups(half, at === halves.length - 1));
  const [head, tail] = groups;
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 16 - head.bytes.length - (tail?.bytes.length ?? 0);
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  const bytes = [...head.bytes, ...new Array<number>(missing).fill(0), ...(tail?.bytes ?? [])];
  const mapped = IPV4_PREFIX.every((byte, at) => bytes[at] === byte);
  const leadingZeros = head.leadingZeros || tail?.leadingZeros === true;
  return { bytes, family: mapped ? 4 : 6, mapped, leadingZeros };
}

/** The bytes of `fe80:0:0` or of `ffff:10.0.0.1`; an IPv4 address may stand only at the very end. */
function ipv6Groups(
  text: string,
  isEnd: boolean,
): { readonly bytes: readonly number[]; readonly leadingZeros: boolean } | undefined {
  if (text === '') return { bytes: [], leadingZeros: false };
  const bytes: number[] = [];
  let leadingZeros = false;
  const groups = text.split(':');
  for (const [at, group] of groups.entries()) {
    const ipv4 = isEnd && at === groups.length - 1 && group.includes('.') ? parseIpv4(group) : undefined;
    if (ipv4 !== undefined) {
      bytes.push(...ipv4.bytes.slice(12));
      leadingZeros ||= ipv4.leadingZeros;
    } else {
      if (!/^[0-9a-fA-F]+$/.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      if (value > 0xffff) return undefined;
      bytes.push(value >> 8, value & 0xff);
      leadingZeros ||= group.length > 4;
    }
  }
  return { bytes, leadingZeros };
}

/** The one spelling of the address: dotted IPv4, or IPv6 by RFC 5952. Twin of net.IP.String. */
export function formatIp(address: IpAddress): string {
  if (address.family === 4) return address.bytes.slice(12).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => groupAt(address.bytes, at));
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.map((group) => group.toString(16)).join(':');
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return `${text(groups.slice(0, zeros.start))}::${text(groups.slice(zeros.start + zeros.length))}`;
}

function groupAt(bytes: readonly number[], at: number): number {
  return ((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0);
}

function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** The address with every bit after the prefix cleared. */
export function networkAddress(cidr: Cidr): IpAddress {
  const kept = cidr.length + (128 - cidr.bits);
  const bytes = cidr.address.bytes.map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, kept - 8 * at))) & 0xff);
  return { ...cidr.address, bytes };
}

/** Is the address inside the CIDR? Addresses of another family are not. */
export function cidrContains(cidr: Cidr, address: IpAddress): boolean {
  if (cidr.bits !== (address.family === 4 ? 32 : 128)) return false;
  const network = networkAddress(cidr);
  return networkAddress({ ...cidr, address }).bytes.every((byte, at) => byte === network.bytes[at]);
}
