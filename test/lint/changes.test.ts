import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../src/lint/changes.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';

const placed = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).flatMap(([place, text]) =>
    identify(readDocumentsExactly(place, text)).resources.map((resource) => ({ resource, place })),
  );

const changes = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
  changesBetween(placed(before), placed(after)).map((change) => [
    change.kind,
    `${change.subject.file.file} ${change.subject.kind} ${change.subject.name}`,
    ...(change.kind === 'changed' ? change.fields.map(({ path, from, to }) => [path, from, to]) : []),
  ]);

const map = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: ${data}\n`;
const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: ${spec}\n`;

const cases: readonly [string, Record<string, string>, Record<string, string>, unknown[]][] = [
  [
    'moved to another file: the same object',
    { 'a.yaml': map('x', '{ a: "1" }') },
    { 'b.yaml': map('x', '{ a: "2" }') },
    [['changed', 'b.yaml ConfigMap x', ['data[a]', '1', '2']]],
  ],
  [
    'the order of fields is no change',
    { 'a.yaml': map('x', '{ a: "1", b: "2" }') },
    { 'a.yaml': map('x', '{ b: "2", a: "1" }') },
    [['unchanged', 'a.yaml ConfigMap x']],
  ],
  [
    'overlays are told apart by their files',
    { 'dev/a.yaml': map('x', '{ a: "1" }'), 'prod/a.yaml': map('x', '{ a: "9" }') },
    { 'dev/a.yaml': map('x', '{ a: "2" }'), 'prod/a.yaml': map('x', '{ a: "9" }') },
    [
      ['changed', 'dev/a.yaml ConfigMap x', ['data[a]', '1', '2']],
      ['unchanged', 'prod/a.yaml ConfigMap x'],
    ],
  ],
  [
    'created and removed',
    { 'a.yaml': map('old', '{}') },
    { 'a.yaml': map('new', '{}') },
    [
      ['created', 'a.yaml ConfigMap new'],
      ['removed', 'a.yaml ConfigMap old'],
    ],
  ],
  [
    'the namespace default may be left out',
    { 'a.yaml': map('x', '{}').replace('name: x', 'name: x, namespace: default') },
    { 'a.yaml': map('x', '{}') },
    [['changed', 'a.yaml ConfigMap x', ['metadata.namespace', 'default', undefined]]],
  ],
  [
    'named items are the same wherever they stand',
    { 'a.yaml': pod('{ containers: [{ name: a, image: "a:1" }, { name: b, image: "b:1" }] }') },
    { 'a.yaml': pod('{ containers: [{ name: b, image: "b:2" }, { name: c, image: "c:1" }] }') },
    [
      [
        'changed',
        'a.yaml Pod web',
        ['spec.containers[0].image', 'b:1', 'b:2'],
        ['spec.containers[1]', undefined, { name: 'c', image: 'c:1' }],
        ['spec.containers[0]', { name: 'a', image: 'a:1' }, undefined],
      ],
    ],
  ],
  [
    'another group is another object, another version is not',
    { 'a.yaml': 'apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: x }\n' },
    { 'a.yaml': 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: x }\n' },
    [['changed', 'a.yaml HorizontalPodAutoscaler x', ['apiVersion', 'autoscaling/v1', 'autoscaling/v2']]],
  ],
];

describe('changes between two states', () => {
  test.each(cases)('%s', (_title, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });
});
