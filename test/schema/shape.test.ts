import { expect, test } from 'vitest';
import type { FieldErrors } from '../../src/kube/field-error.js';
import type { JsonObject } from '../../src/kube/json.js';
import { shapeOf, sparing } from '../../src/schema/shape.js';
import { structural } from '../../src/schema/structural.js';

const size: JsonObject = { type: 'integer', minimum: 1 };

const pairs: readonly (readonly [string, JsonObject, JsonObject, boolean])[] = [
  ['a copy', { type: 'object', properties: { size } }, { type: 'object', properties: { size: { ...size } } }, true],
  ['other descriptions', { ...size, description: 'how many' }, { ...size, description: 'how large' }, true],
  ['a description or none', { ...size, description: 'how many' }, size, false],
  ['an empty description', { ...size, description: '' }, { ...size, description: 'how many' }, false],
  ['another limit', size, { ...size, minimum: 2 }, false],
  ['a number and its text', { default: 1 }, { default: '1' }, false],
  ['a number and a big one', { default: 1 }, { default: 1n }, false],
  ['zero and minus zero', { default: 0 }, { default: -0 }, false],
  ['text that looks like a keyword', { title: 'a', format: 'b' }, { title: 'a"6:format"1:b' }, false],
  ['another name', { properties: { size } }, { properties: { sizes: size } }, false],
  ['another order', { properties: { a: size, b: size } }, { properties: { b: size, a: size } }, false],
  ['another place', { items: size }, { additionalProperties: size }, false],
  ['another quantifier', { anyOf: [size] }, { oneOf: [size] }, false],
  ['a description deep inside', { not: { anyOf: [{ ...size, description: 'x' }] } }, { not: { anyOf: [size] } }, false],
  ['a default that is a map', { default: { a: { b: [] } } }, { default: { a: { b: {} } } }, false],
];

test.each(pairs)('%s: one shape and one structural schema, or two', (_, a, b, same) => {
  expect([shapeOf(a) === shapeOf(b), structural(a) === structural(b)]).toEqual([same, same]);
});

test('a check is spared where the same schema was clean in the same setting, and never where it was not', () => {
  const unlessClean = sparing();
  const ran: string[] = [];
  const errors: FieldErrors = [];
  const check = (name: string, schema: JsonObject, setting: number, fails: boolean): void =>
    unlessClean(schema, setting, errors, () => {
      ran.push(name);
      if (fails) errors.push({ type: 'Invalid', path: undefined, detail: name });
    });
  check('clean', { type: 'string' }, 0, false);
  check('spared', { type: 'string' }, 0, false);
  check('other setting', { type: 'string' }, 1, false);
  check('wrong', { type: 'text' }, 0, true);
  check('wrong again', { type: 'text' }, 0, true);
  expect({ ran, errors: errors.map(({ detail }) => detail) }).toEqual({
    ran: ['clean', 'other setting', 'wrong', 'wrong again'],
    errors: ['wrong', 'wrong again'],
  });
});
