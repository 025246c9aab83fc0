import { expect, test } from 'vitest';
import { isIdentical, isSame } from '../../src/api/equality.js';

test.each([
  ['an absent and an empty text', { subdomain: '' }, {}, true],
  ['an absent and a false flag', { hostNetwork: false }, {}, true],
  ['an absent and an empty list', { tolerations: [] }, {}, true],
  ['an absent and an empty map', { nodeSelector: {} }, {}, true],
  ['an absent and an empty struct', { containers: [{ resources: {} }] }, { containers: [{}] }, true],
  ['an absent and a false pointer', { shareProcessNamespace: false }, {}, false],
  ['an absent and an empty struct behind a pointer', { affinity: {} }, {}, false],
  ['an absent and a zero pointer', { runAsUser: 0 }, {}, false],
  ['an empty text in a map', { nodeSelector: { a: '' } }, { nodeSelector: {} }, false],
  [
    'quantities of one value',
    { requests: { cpu: '1000m', memory: '1Gi' } },
    { requests: { cpu: 1, memory: '1024Mi' } },
    true,
  ],
  ['quantities of two values', { requests: { cpu: '1' } }, { requests: { cpu: '2' } }, false],
  ['lists of another order', { args: ['a', 'b'] }, { args: ['b', 'a'] }, false],
  ['a name that every object has', { nodeSelector: { constructor: 'a' } }, { nodeSelector: {} }, false],
  ['a number and a text', { port: 80 }, { port: '80' }, false],
])('%s', (_, left, right, same) => {
  expect([isSame(left, right, 'spec'), isSame(right, left, 'spec')]).toEqual([same, same]);
});

test.each([
  ['an empty map where there was none', {}, undefined, false],
  ['nothing where there was an empty map', undefined, {}, true],
  ['the same map', { a: 'b' }, { a: 'b' }, true],
])('identical: %s', (_, to, from, identical) => {
  expect(isIdentical(to, from, 'data')).toBe(identical);
});
