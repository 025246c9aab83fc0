import type { Schema } from './definitions.js';
import type { Dice } from './dice.js';
import { isTree, type Tree } from './tree.js';

const NAMES = [
  '',
  ' ',
  'x',
  'X',
  'a.b',
  'a..b',
  'a_b',
  '-a',
  'a-',
  '1',
  '1a',
  '.',
  '..',
  'a/b',
  'a%b',
  'a:b',
  'é',
  'system:x',
  'a'.repeat(52),
  'a'.repeat(53),
  'a'.repeat(63),
  'a'.repeat(64),
  'a'.repeat(253),
  'a'.repeat(254),
  'true',
  'kube-root-ca.crt',
  'default',
];

const METADATA: readonly ((dice: Dice) => Tree)[] = [
  (dice) => ({ name: dice.pick(NAMES) }),
  (dice) => ({ name: dice.pick([null, undefined, 5, true, [], {}]) }),
  (dice) => ({ name: undefined, generateName: dice.pick([...NAMES, 'x-', 5, null]) }),
  (dice) => ({ name: '', generateName: dice.pick([...NAMES, 'x-', 'X-']) }),
  (dice) => ({ generateName: dice.pick([...NAMES, 'x-', 5, null]) }),
  (dice) => ({ namespace: dice.pick(['default', 'other', '', 'Bad_', null, 5, 'a.b', 'a'.repeat(64), '..']) }),
  (dice) => ({
    finalizers: dice.pick([
      ['x'],
      ['example.com/x'],
      ['a', 'a'],
      [''],
      ['a b'],
      ['orphan', 'foregroundDeletion'],
      ['kubernetes'],
      [null],
      'x',
      ['a/b/c'],
      ['example.com/X y'],
    ]),
  }),
  (dice) => ({
    ownerReferences: dice.pick<unknown>([
      [{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'u' }],
      [{ apiVersion: 'v1', kind: 'Event', name: 'x', uid: 'u' }],
      [{ apiVersion: 'v1', kind: 'Event', name: 'x' }],
      [{ apiVersion: 'a/b/c', kind: 'Pod', name: 'x', uid: 'u' }],
      [{ apiVersion: '', kind: '', name: '', uid: '' }],
      [{}],
      [
        { apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'u', controller: true },
        { apiVersion: 'v1', kind: 'Pod', name: 'y', uid: 'v', controller: true },
      ],
      [{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'u', foo: 1 }],
    ]),
  }),
  (dice) => ({
    managedFields: dice.pick<unknown>([
      [],
      [{}],
      [{ manager: 'a', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
      [{ manager: 'a', operation: 'Bad', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
      [{ manager: 'a\nb', operation: 'Update', apiVersion: 'v1', fieldsType: 'x' }],
      [
        {
          manager: 'a'.repeat(129),
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:x': {} },
        },
      ],
      [
        {
          manager: 'a',
          operation: 'Update',
          apiVersion: 'v1',
          fieldsType: 'FieldsV1',
          fieldsV1: { x: 1 },
          subresource: 'a'.repeat(300),
        },
      ],
      [{ manager: 'a', operation: 'Update', apiVersion: 'v1', time: 'x' }],
    ]),
  }),
  (dice) => ({
    labels: dice.pick<unknown>([
      { a: null },
      { a: 1 },
      { a: true },
      null,
      [],
      { '': 'a' },
      { a: 'b c' },
      { a: 'a'.repeat(64) },
      { 'Bad Key': 'x' },
      { a: '' },
    ]),
  }),
  (dice) => ({
    annotations: dice.pick<unknown>([
      { a: null },
      { a: 1 },
      null,
      [],
      { '': 'a' },
      { a: 'b c' },
      { A: 'x' },
      { a: 'a'.repeat(262_145) },
      { 'Bad Key': 'x' },
    ]),
  }),
  (dice) => ({ deletionTimestamp: dice.pick(['2020-01-01T00:00:00Z', 'x', null]) }),
  (dice) => ({ creationTimestamp: dice.pick(['2020-01-01T00:00:00Z', 'x', null, 5, {}]) }),
  (dice) => ({ deletionGracePeriodSeconds: dice.pick([0, -1, 30, '30', null]) }),
  (dice) => ({ generation: dice.pick([0, -1, 30, '30', null, 1.5]) }),
  (dice) => ({ uid: dice.pick(['x', '', 5, null]) }),
  (dice) => ({ selfLink: dice.pick(['x', '', 5, null]) }),
  (dice) => ({ clusterName: dice.pick(['x', '', 5]) }),
  (dice) => ({ resourceVersion: dice.pick(['0', '', 5, null, '']) }),
];

/** Something odd in an object's metadata. */
export function metadata(object: Tree, _: Schema, { dice }: { readonly dice: Dice }): unknown {
  const own = isTree(object.metadata) ? object.metadata : {};
  const made = { ...own, ...dice.pick(METADATA)(dice) };
  return { ...object, metadata: Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)) };
}
