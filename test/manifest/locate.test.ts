import { describe, expect, test } from 'vitest';
import { pathOf, type Segment } from '../../src/kube/field-path.js';
import type { Document } from '../../src/manifest/document.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { locate } from '../../src/manifest/locate.js';
import { readDocuments } from '../../src/manifest/read.js';

const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: &labels
    app.kubernetes.io/name: "web"
spec:
  replicas:
  selector:
    matchLabels: *labels
  strategy: {}
  template:
    metadata:
      labels:
        <<: *labels
        tier: front
    spec:
      containers:
        - name: web
          image: nginx
          args: [--port, "80"]
        - image: sidecar
          name: first
          name: last
          command: |
            sleep
`;

function first(source: string): { readonly fast: Document; readonly exact: Document } {
  const fast = readDocuments('web.yaml', source);
  const [exact] = readDocumentsExactly('web.yaml', source).documents;
  const own = fast.kind === 'read' ? fast.file.documents[0] : undefined;
  if (own === undefined || exact === undefined) throw new Error('the sample is not read');
  return { fast: own, exact };
}

const containers = ['spec', 'template', 'spec', 'containers'] as const;

describe('locate', () => {
  test.each<readonly [string, readonly Segment[], 'key' | undefined, string, number]>([
    ['a scalar at its value', ['metadata', 'name'], undefined, 'web', 1],
    ['a scalar at its key if asked', ['metadata', 'name'], 'key', 'name', 1],
    [
      'a quoted scalar with its quotes',
      ['metadata', 'labels', { key: 'app.kubernetes.io/name' }],
      undefined,
      '"web"',
      1,
    ],
    ['a map at its key', ['spec', 'template'], undefined, 'template', 1],
    ['a list at its key', containers, undefined, 'containers', 1],
    ['an item of maps at its first key', [...containers, 0], undefined, 'name', 3],
    ['an item of scalars at its value', [...containers, 0, 'args', 1], undefined, '"80"', 1],
    ['a field of an item', [...containers, 1, 'image'], undefined, 'sidecar', 1],
    ['the last of equal keys', [...containers, 1, 'name'], undefined, 'last', 1],
    ['an empty value at its key', ['spec', 'replicas'], undefined, 'replicas', 1],
    ['an empty map at its braces', ['spec', 'strategy'], undefined, '{}', 1],
    ['an absent field at its nearest ancestor', ['spec', 'template', 'spec', 'nodeName'], undefined, 'spec', 2],
    ['an absent field deep down', ['spec', 'paused', 'really'], undefined, 'spec', 1],
    ['an absent field of an item', [...containers, 0, 'resources', 'limits'], undefined, 'name', 3],
    ['an item that is not there', [...containers, 7], undefined, 'containers', 1],
    ['an absent field of the document', ['status'], undefined, 'apiVersion', 1],
    ['the document', [], undefined, 'apiVersion', 1],
    ['through an alias', ['spec', 'selector', 'matchLabels', { key: 'app.kubernetes.io/name' }], undefined, '"web"', 1],
    ['an alias to a map at its key', ['spec', 'selector', 'matchLabels'], undefined, 'matchLabels', 1],
    [
      'through a merge key',
      ['spec', 'template', 'metadata', 'labels', { key: 'app.kubernetes.io/name' }],
      undefined,
      '"web"',
      1,
    ],
    ['beside a merge key', ['spec', 'template', 'metadata', 'labels', 'tier'], undefined, 'front', 1],
    ['a block text from its header on', [...containers, 1, 'command'], undefined, '|\n            sleep', 1],
    ['a name of every object', ['metadata', 'constructor'], undefined, 'metadata', 1],
  ])('%s', (_, path, at, piece, occurrence) => {
    let start = -1;
    for (let found = 0; found < occurrence; found++) start = text.indexOf(piece, start + 1);
    const { fast, exact } = first(text);
    const span = { start, end: start + piece.length };
    expect([locate(fast, pathOf(path), at), locate(exact, pathOf(path), at)]).toEqual([span, span]);
  });
});
