import { describe, expect, test } from 'vitest';
import { byteLength } from '../../src/kube/byte-length.js';
import {
  isCIdentifier,
  isConfigMapKey,
  isDecimalInteger,
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isDns1123SubdomainWithUnderscore,
  isEnvVarName,
  isHttpHeaderName,
  isPercent,
  isQualifiedName,
  isRelaxedEnvVarName,
  isValidLabelValue,
  isValidPortName,
  isValidPortNumber,
  isWildcardDns1123Subdomain,
} from '../../src/kube/names.js';

const CHECKS = {
  isCIdentifier,
  isConfigMapKey,
  isDecimalInteger,
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isDns1123SubdomainWithUnderscore,
  isEnvVarName,
  isHttpHeaderName,
  isPercent,
  isQualifiedName,
  isRelaxedEnvVarName,
  isValidLabelValue,
  isValidPortName,
  isWildcardDns1123Subdomain,
};

// Values and whether each function takes them.
const CASES = {
  isDns1123Label: {
    good: ['a', '0', 'my-name', 'a'.repeat(63)],
    bad: ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'é', 'a'.repeat(64)],
  },
  isDns1123Subdomain: {
    good: ['a', 'a.b', '1.2', 'a-b.c'],
    bad: ['', '.', 'a..b', '.a', 'a.', 'A.b', 'a_b', `${'a.'.repeat(126)}bb`],
  },
  isDns1123SubdomainWithUnderscore: { good: ['_a._b', 'a_b'], bad: ['__a', 'a_', '_', 'a._'] },
  isDns1035Label: { good: ['a', 'a1-b'], bad: ['', '1a', 'a-', 'A', 'a.b'] },
  isWildcardDns1123Subdomain: { good: ['*.a', '*.a.b'], bad: ['*', '*a', 'a.*', '*.*.a', '*.'] },
  isQualifiedName: {
    good: ['a', 'A_b.c', 'example.com/a', 'a/b', '1'],
    bad: ['', '/a', 'a/', 'a/b/c', '-a', 'a-', 'A.com/b', 'a b', 'x'.repeat(64)],
  },
  isValidLabelValue: { good: ['', 'a', 'A_b.c'], bad: ['-a', 'a-', 'a b', 'é', 'x'.repeat(64)] },
  isCIdentifier: { good: ['a', '_', 'A_1'], bad: ['', '1a', 'a-b'] },
  isDecimalInteger: { good: ['0', '-1', '12'], bad: ['', '-', '01', '+1', '-0', '1.0'] },
  isValidPortName: {
    good: ['http', 'a1', '1a-b', 'a'.repeat(15)],
    bad: ['', '80', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'a'.repeat(16)],
  },
  isPercent: { good: ['0%', '150%', '007%'], bad: ['', '%', '1', '-1%', '1.5%', '1 %'] },
  isHttpHeaderName: { good: ['X-A', 'a1', '-'], bad: ['', 'a b', 'a_b', 'a:'] },
  isEnvVarName: { good: ['A', '_a', 'a.b-c', '.a', '-'], bad: ['', '1A', 'a b', 'a=b', '.', '..', '..a'] },
  isRelaxedEnvVarName: {
    good: ['1A', 'a b', 'é'.normalize('NFD').charAt(0), '~'],
    bad: ['', 'a=b', 'é', 'a\n', '\u007f'],
  },
  isConfigMapKey: {
    good: ['a', 'A.b-c_d', '-', `${'...a'.slice(1, 2)}a`],
    bad: ['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)],
  },
} as const;

describe('names', () => {
  const rows = Object.entries(CASES).flatMap(([name, { good, bad }]) => [
    ...good.map((value) => [name, value, true] as const),
    ...bad.map((value) => [name, value, false] as const),
  ]);

  test.each(rows)('%s(%j) is %s', (name, value, expected) => {
    // The keys of CASES are names of functions of a string.
    const check = CHECKS[name as keyof typeof CHECKS];
    expect(check(value).length === 0).toBe(expected);
  });

  test('a port is between 1 and 65535', () => {
    expect([0, 1, 65_535, 65_536].map((port) => isValidPortNumber(port).length)).toEqual([1, 0, 0, 1]);
  });

  test('a label that is a subdomain is told what is wrong with it', () => {
    expect(isDns1123Label('a.b')).toEqual(['must not contain dots']);
  });

  test('Go counts bytes', () => {
    expect(['abc', 'é', '€', '😀', '\ud800'].map(byteLength)).toEqual([3, 2, 3, 4, 3]);
  });
});
