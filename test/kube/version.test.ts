import { describe, expect, test } from 'vitest';
import { isGateOn } from '../../src/kube/gates.js';
import { formatMinor, NEWEST, ofMinor, parseGenericVersion, parseVersion } from '../../src/kube/version.js';
import { readCases } from './cases.js';

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly out?: string;
}

describe('versions', () => {
  test.each(readCases<Case>('version'))('generic "$input"', ({ input, ok, out }) => {
    const version = parseGenericVersion(input);
    const generic = out?.split(' ')[1];
    expect(version?.join('.')).toBe(ok ? generic : undefined);
  });

  test.each([
    ['1.34', { minor: 34, patch: 9 }],
    ['v1.35.4', { minor: 35, patch: 4 }],
    ['1.35.x', { minor: 35, patch: 4 }],
    ['v1.32.9-eks-5e0fdde', { minor: 32, patch: 9 }],
    ['1.20', { minor: 20, patch: 0 }],
    ['2.0', undefined],
    ['35', undefined],
    ['latest', undefined],
  ])('%s', (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  test('the newest is what is used when nobody says', () => {
    expect([formatMinor(NEWEST), NEWEST]).toEqual(['1.36', ofMinor(36)]);
  });
});

describe('gates', () => {
  test.each([
    ['MaxUnavailableStatefulSet', '1.34', false],
    ['MaxUnavailableStatefulSet', '1.35.0', true],
    ['MaxUnavailableStatefulSet', '1.35.3', true],
    ['MaxUnavailableStatefulSet', '1.35.4', false],
    ['MaxUnavailableStatefulSet', '1.36', false],
    ['SidecarContainers', '1.28', false],
    ['SidecarContainers', '1.29', true],
    ['HPAScaleToZero', '1.36', false],
    ['JobPodFailurePolicy', '1.26', true],
  ] as const)('%s in %s', (gate, version, on) => {
    expect(isGateOn(gate, parseVersion(version) ?? NEWEST)).toBe(on);
  });
});
