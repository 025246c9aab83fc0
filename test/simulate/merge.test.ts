import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/kube/json.js';
import { strategicPatch, threeWayMerge } from '../../src/simulate/admission/merge.js';

interface Row {
  readonly name: string;
  readonly last: Json;
  readonly live: Json;
  readonly next: Json;
  readonly merged: Json;
}

const rows: readonly Row[] = [
  {
    name: 'a field that the new manifest has no more goes',
    last: { a: 1, b: 2 },
    live: { a: 1, b: 2 },
    next: { a: 1 },
    merged: { a: 1 },
  },
  {
    name: 'a field that somebody else set stays',
    last: { a: 1 },
    live: { a: 1, b: 2 },
    next: { a: 3 },
    merged: { a: 3, b: 2 },
  },
  { name: 'null removes', last: {}, live: { a: { b: 1, c: 2 } }, next: { a: { b: null } }, merged: { a: { c: 2 } } },
  {
    name: 'of a strategy only what the manifest names stays',
    last: { strategy: { type: 'RollingUpdate' } },
    live: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } },
    next: { strategy: { type: 'Recreate' } },
    merged: { strategy: { type: 'Recreate' } },
  },
  {
    name: 'of a volume, too',
    last: { volumes: [{ name: 'data', emptyDir: {} }] },
    live: {
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'token', projected: {} },
      ],
    },
    next: { volumes: [{ name: 'data', configMap: { name: 'x' } }] },
    merged: {
      volumes: [
        { name: 'data', configMap: { name: 'x' } },
        { name: 'token', projected: {} },
      ],
    },
  },
  {
    name: 'containers merge by name and keep what others injected',
    last: { containers: [{ name: 'app', image: 'a:1' }] },
    live: {
      containers: [
        { name: 'app', image: 'a:1', stdin: true },
        { name: 'proxy', image: 'p' },
      ],
    },
    next: { containers: [{ name: 'app', image: 'a:2' }] },
    merged: {
      containers: [
        { name: 'app', image: 'a:2', stdin: true },
        { name: 'proxy', image: 'p' },
      ],
    },
  },
  {
    name: 'a container that the last manifest had goes',
    last: { containers: [{ name: 'app' }, { name: 'old' }] },
    live: { containers: [{ name: 'app' }, { name: 'old' }] },
    next: { containers: [{ name: 'app' }] },
    merged: { containers: [{ name: 'app' }] },
  },
  {
    name: 'other lists are replaced',
    last: { args: ['a'] },
    live: { args: ['a', 'b'] },
    next: { args: ['c'] },
    merged: { args: ['c'] },
  },
];

describe('kubectl apply merges', () => {
  test.each(rows)('$name', ({ last, live, next, merged }) => {
    expect(threeWayMerge(last, live, next)).toEqual(merged);
  });
});

describe('kubectl patch merges', () => {
  const volume = { name: 'data', emptyDir: {} };
  const live = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }, volumes: [volume], args: ['a'] };

  // What the first row makes is refused by a real 1.35.4: rollingUpdate may not be specified when type is Recreate.
  test.each([
    {
      name: 'keys that exclude each other stay',
      patch: { strategy: { type: 'Recreate' } },
      merged: { ...live, strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } },
    },
    {
      name: '$retainKeys keeps what it names',
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      merged: { ...live, strategy: { type: 'Recreate' } },
    },
    {
      name: '$patch: replace of a map',
      patch: { strategy: { $patch: 'replace', type: 'Recreate' } },
      merged: { ...live, strategy: { type: 'Recreate' } },
    },
    {
      name: '$patch: delete of an item',
      patch: { volumes: [{ name: 'data', $patch: 'delete' }] },
      merged: { ...live, volumes: [] },
    },
    {
      name: '$patch: replace of a list',
      patch: { volumes: [{ name: 'logs', emptyDir: {} }, { $patch: 'replace' }] },
      merged: { ...live, volumes: [{ name: 'logs', emptyDir: {} }] },
    },
    {
      name: 'null removes, other items stay',
      patch: { args: null, volumes: [{ name: 'logs', emptyDir: {} }] },
      merged: { strategy: live.strategy, volumes: [{ name: 'logs', emptyDir: {} }, volume] },
    },
  ])('$name', ({ patch, merged }) => {
    expect(strategicPatch(live, patch)).toEqual(merged);
  });
});
