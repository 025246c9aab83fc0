// IP addresses and prefixes as Go's net/netip reads and prints them, without zones.

/** An address: 32 or 128 bits. */
export interface NetworkAddress {
  readonly version: 4 | 6;
  readonly bits: bigint;
}

/** An address with the length of its network part; the host bits may be set. */
export interface NetworkPrefix {
  readonly address: NetworkAddress;
  readonly length: number;
}

const MAPPED = 0xffffn;

/** The address, or `undefined` when it is none. */
export function parseAddress(text: string): NetworkAddress | undefined {
  if (text.includes(':')) {
    const bits = parseVersion6(text);
    return bits === undefined ? undefined : { version: 6, bits };
  }
  const bits = parseVersion4(text);
  return bits === undefined ? undefined : { version: 4, bits };
}

/** Is it an IPv6 form of an IPv4 address (`::ffff:10.0.0.1`)? Kubernetes refuses those. */
export function isMapped({ version, bits }: NetworkAddress): boolean {
  return version === 6 && bits >> 32n === MAPPED;
}

function parseVersion4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, i) => groups(half, i === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  // `::` stands for at least one group.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = halves.length === 2 ? [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])] : head;
  return all.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

// 16-bit groups; the last one of the address may be an IPv4 address.
function groups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const found: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (last && i === parts.length - 1 && part.includes('.')) {
      const bits = parseVersion4(part);
      if (bits === undefined) return undefined;
      found.push(Number(bits >> 16n), Number(bits & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) found.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return found;
}

/** `10.0.0.0/8`; `undefined` when it is no prefix. */
export function parsePrefix(text: string): NetworkPrefix | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash === -1 ? undefined : parseAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > widthOf(address))
    return undefined;
  return { address, length: Number(length) };
}

function widthOf({ version }: NetworkAddress): number {
  return version === 4 ? 32 : 128;
}

/** The prefix with its host bits cleared. */
export function masked({ address, length }: NetworkPrefix): NetworkPrefix {
  const host = BigInt(widthOf(address) - length);
  return { length, address: { ...address, bits: (address.bits >> host) << host } };
}

/** Does the network contain the address? Never across versions. */
export function contains(prefix: NetworkPrefix, address: NetworkAddress): boolean {
  if (prefix.address.version !== address.version) return false;
  return masked({ address, length: prefix.length }).address.bits === masked(prefix).address.bits;
}

/** The address in its one canonical form (RFC 5952). */
export function formatAddress({ version, bits }: NetworkAddress): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const words = Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(112 - 16 * i)) & 0xffffn));
  const { start, length } = longestZeros(words);
  const hex = (part: readonly number[]) => part.map((word) => word.toString(16)).join(':');
  return length < 2 ? hex(words) : `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`;
}

function longestZeros(words: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    while (words[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
