import { type Resolved, resolvePlain } from '../scalar.js';
import type { YamlNode } from './node.js';

const prefix = 'tag:yaml.org,2002:';

/** The meaning of a scalar with its tag, as go.yaml.in/yaml/v2 `resolve.go` has it; `undefined` if tag and text disagree. */
export function resolveScalar({ tag, value, implicit }: YamlNode): Resolved | undefined {
  if (tag === '') return implicit ? resolvePlain(value) : { tag: 'str', value };
  if (tag === `${prefix}binary`) return decodedBinary(value);
  const wanted = tag.startsWith(prefix) ? tag.slice(prefix.length) : '';
  switch (wanted) {
    case 'bool':
    case 'int':
    case 'null':
      return expected(resolvePlain(value), wanted);
    case 'float':
      return floatOf(resolvePlain(value));
    case 'timestamp':
      return isTimestamp(value) ? { tag: 'str', value } : undefined;
    default:
      // `!!str`, and tags that Go does not know: the text as it is.
      return { tag: 'str', value };
  }
}

function expected(resolved: Resolved, tag: Resolved['tag']): Resolved | undefined {
  return resolved.tag === tag ? resolved : undefined;
}

function floatOf(resolved: Resolved): Resolved | undefined {
  const { tag, value } = resolved;
  if (tag !== 'int') return expected(resolved, 'float');
  return typeof value === 'bigint' && value >= 2n ** 63n ? undefined : { tag: 'float', value: Number(value) };
}

function decodedBinary(value: string): Resolved | undefined {
  const digits = value.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return undefined;
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  // What is no UTF-8 becomes U+FFFD, byte by byte, as Go's JSON writes it.
  return { tag: 'str', value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

const date = String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`;
const time = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?`;
const timestamp = new RegExp(`^${date}(?:[Tt]${time}(?:Z|[-+]\\d{2}:\\d{2})| ${time})?$`);

function isTimestamp(value: string): boolean {
  const parts = timestamp.exec(value);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0, ...clock] = parts.slice(1).map((part) => Number(part ?? 0));
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const [hour = 0, minute = 0, second = 0] = clock.slice(clock[3] || clock[4] || clock[5] ? 3 : 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}
