import type { FieldPath } from '../kube/field-path.js';
import { segments } from '../kube/field-path.js';
import { arrayOf, type Json, objectOf, stringOf } from '../kube/json.js';
import type { ResourceIdentity } from './finding.js';

/** What makes a finding the same finding in the next version of the file. */
export interface FingerprintParts {
  readonly rule: string;
  readonly file: string;
  readonly resource: ResourceIdentity | undefined;
  readonly path: string;
  readonly message: string;
}

/**
 * Sixteen hexadecimal digits that stay when other parts of the file change, and when a message is worded in another way:
 * no line numbers in them, and the message only where there is no path. `ordinal` tells apart findings that are equal in
 * everything else.
 */
export function fingerprint({ rule, file, resource, path, message }: FingerprintParts, ordinal: number): string {
  const identity =
    resource === undefined ? [] : [resource.apiVersion, resource.kind, resource.namespace ?? '', resource.name ?? ''];
  const place = path === '' ? ['', message] : [path];
  return digest([rule, file, ...identity, ...place, String(ordinal)].join('\n'));
}

/** The path with list items by name where they have one, so that an item put before them changes nothing. */
export function stablePath(path: FieldPath | undefined, object: Json | undefined): string {
  let at = object;
  let text = '';
  for (const segment of segments(path)) {
    if (typeof segment === 'number') {
      at = arrayOf(at)?.[segment];
      text += `[${nameOf(at) ?? segment}]`;
    } else {
      const key = typeof segment === 'string' ? segment : segment.key;
      const holder = objectOf(at);
      at = holder !== undefined && Object.hasOwn(holder, key) ? holder[key] : undefined;
      text += `.${key}`;
    }
  }
  return text;
}

function nameOf(item: Json | undefined): string | undefined {
  const holder = objectOf(item);
  if (holder === undefined) return undefined;
  const key = ['name', 'key', 'mountPath', 'ip', 'host'].find((name) => Object.hasOwn(holder, name));
  return key === undefined ? undefined : stringOf(holder[key]);
}

/** A 64-bit digest: two rounds of 32-bit multiply and xor-shift (as in MurmurHash3's finalizer), for telling apart, not for secrets. */
function digest(text: string): string {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5bd1e995);
    high ^= low >>> 15;
    low ^= high >>> 13;
  }
  return hexadecimal(mixed(high ^ text.length)) + hexadecimal(mixed(low ^ Math.imul(high, 0xc2b2ae35)));
}

function mixed(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0');
}
