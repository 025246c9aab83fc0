// Semantic versions. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/semverlib.go and github.com/blang/semver v4; in
// Kubernetes since 1.33.

import { fn, type Library, member, plain } from '../declaration.js';
import { compareStrings } from '../evaluation/comparison.js';
import { BOOL, INT, STRING, struct } from '../type.js';
import { failure, isOpaque, NO_SUCH_OVERLOAD, type Value } from '../value.js';
import { comparisons } from './ordered-type.js';

const SEMVER = struct('kubernetes.Semver');

interface Version {
  readonly core: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly (string | bigint)[];
}

const NUMBER = '(0|[1-9][0-9]*)';
const PATTERN = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([^+]*))?(?:\\+(.*))?$`, 's');
const UINT64 = 2n ** 64n;

function parse(text: string): Version | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease, build] = match;
  const core = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  const parts = prerelease?.split('.') ?? [];
  const builds = build?.split('.') ?? [];
  if (core.some((part) => part >= UINT64) || ![...parts, ...builds].every((part) => /^[0-9A-Za-z-]+$/.test(part)))
    return undefined;
  // Numbers in a prerelease have no leading zeros.
  if (parts.some((part) => /^0[0-9]+$/.test(part))) return undefined;
  return { core, prerelease: parts.map((part) => (/^[0-9]+$/.test(part) ? BigInt(part) : part)) };
}

// `v1.2` → `1.2.0`, `01.2.3` → `1.2.3`.
function normalized(text: string): string | undefined {
  const parts = splitInThree(text.replace(/^v/, '')).map((part) => {
    if (part.length <= 1) return part;
    const trimmed = part.replace(/^0+/, '');
    return /^[0-9]/.test(trimmed) ? trimmed : `0${trimmed}`;
  });
  if (parts.length < 3 && /[+-]/.test(parts.at(-1) ?? '')) return undefined;
  while (parts.length < 3) parts.push('0');
  return parts.join('.');
}

function splitInThree(text: string): string[] {
  const [major = '', minor, ...rest] = text.split('.');
  if (minor === undefined) return [major];
  return rest.length === 0 ? [major, minor] : [major, minor, rest.join('.')];
}

function read(text: Value | undefined, normalize: boolean): Version | undefined {
  const source = normalize ? normalized(String(text)) : String(text);
  return source === undefined ? undefined : parse(source);
}

function compare(a: Version, b: Version): number {
  for (const i of [0, 1, 2] as const) {
    if (a.core[i] !== b.core[i]) return a.core[i] < b.core[i] ? -1 : 1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0)
    return b.prerelease.length === a.prerelease.length ? 0 : a.prerelease.length === 0 ? 1 : -1;
  for (const [i, part] of a.prerelease.entries()) {
    const other = b.prerelease[i];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.prerelease.length === b.prerelease.length ? 0 : -1;
}

// Numbers come before words.
function compareParts(a: string | bigint, b: string | bigint): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'string') return 1;
  if (typeof b === 'string') return -1;
  return a === b ? 0 : a < b ? -1 : 1;
}

function semver(version: Version | undefined): Value {
  if (version === undefined) return failure('No Major.Minor.Patch elements found');
  // Trusted here and below: values of this type hold what this file puts into them.
  return {
    kind: 'opaque',
    type: SEMVER,
    data: version,
    equals: (other) => compare(version, other.data as Version) === 0,
  };
}

function versionOf(value: Value | undefined): Version | undefined {
  return value !== undefined && isOpaque(value) && value.type === SEMVER ? (value.data as Version) : undefined;
}

function order(a: Value | undefined, b: Value | undefined): number | undefined {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left === undefined || right === undefined ? undefined : compare(left, right);
}

function corePart(name: string, index: 0 | 1 | 2) {
  return fn(
    name,
    member(`semver_${name}`, [SEMVER], INT, (value) => versionOf(value)?.core[index] ?? NO_SUCH_OVERLOAD),
  );
}

/** The semantic version library. */
export const SEMVERS: Library = {
  functions: [
    fn(
      'semver',
      plain('string_to_semver', [STRING], SEMVER, (text) => semver(read(text, false))),
      plain('string_bool_to_semver', [STRING, BOOL], SEMVER, (text, normalize) =>
        semver(read(text, normalize === true)),
      ),
    ),
    fn(
      'isSemver',
      plain('is_semver_string', [STRING], BOOL, (text) => read(text, false) !== undefined),
      plain(
        'is_semver_string_bool',
        [STRING, BOOL],
        BOOL,
        (text, normalize) => read(text, normalize === true) !== undefined,
      ),
    ),
    ...comparisons({ type: SEMVER, prefix: 'semver', order }),
    corePart('major', 0),
    corePart('minor', 1),
    corePart('patch', 2),
  ],
};
