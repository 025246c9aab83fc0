import { describe, expect, test } from 'vitest';
import { formatSelectorText, matchesMap, matchesSelector, parseSelectorText } from '../../src/kube/selector.js';
import { readCases } from './cases.js';

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly out?: string;
}

describe('selectors as text', () => {
  test.each(readCases<Case>('selector'))('$input', ({ input, ok, out }) => {
    const parsed = parseSelectorText(input);
    const result = parsed.kind === 'error' ? { ok: false } : { ok: true, out: formatSelectorText(parsed.requirements) };
    expect(result).toEqual(ok ? { ok, out: out ?? '' } : { ok });
  });

  test('what is wrong is said', () => {
    expect(['a=b c', 'a=b,', 'a in (b', '=b', 'a=(b)', 'a exists'].map(parseSelectorText)).toEqual(
      [
        '"c" where "," or the end is expected',
        'the end where a key is expected after ","',
        'the end where "," or ")" is expected',
        '"=" where a key is expected',
        '"(" where a value is expected',
        '"exists" where in, notin, =, ==, !=, > or < is expected',
      ].map((message) => ({ kind: 'error', message })),
    );
  });
});

describe('label selectors', () => {
  const labels = { app: 'web', tier: 'front', constructor: 'x' };

  test.each([
    ['an absent selector', undefined, false],
    ['an empty selector', {}, true],
    ['equal labels', { matchLabels: { app: 'web' } }, true],
    ['another value', { matchLabels: { app: 'api' } }, false],
    ['a label that is not there', { matchLabels: { toString: 'web' } }, false],
    ['In', { matchExpressions: [{ key: 'tier', operator: 'In', values: ['back', 'front'] }] }, true],
    ['NotIn', { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] }, false],
    ['NotIn without the label', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
    ['Exists', { matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, true],
    ['DoesNotExist', { matchExpressions: [{ key: 'hasOwnProperty', operator: 'DoesNotExist' }] }, true],
    ['an unknown operator', { matchExpressions: [{ key: 'app', operator: 'Equals', values: ['web'] }] }, false],
  ])('%s', (_, selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });

  test('a map selects labels that contain it', () => {
    expect([
      matchesMap({ app: 'web' }, labels),
      matchesMap({}, undefined),
      matchesMap({ app: 'web' }, undefined),
    ]).toEqual([true, true, false]);
  });
});
