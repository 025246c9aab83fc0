import { expect, test } from 'vitest';
import { writtenPath } from '../../src/api/written-path.js';
import { child, formatPath, index, key } from '../../src/kube/field-path.js';

const spec = child(undefined, 'spec');

test.each([
  ['a path that is one of the manifest', child(spec, 'replicas'), 'spec.replicas'],
  ["a template's labels", child(spec, 'template', 'labels'), 'spec.template.metadata.labels'],
  [
    "a template's annotation",
    key(child(spec, 'jobTemplate', 'spec', 'template', 'annotations'), 'a'),
    'spec.jobTemplate.spec.template.metadata.annotations[a]',
  ],
  ["a claim's storage", key(child(spec, 'resources'), 'storage'), 'spec.resources.requests[storage]'],
  [
    'a disk of Google',
    child(index(child(spec, 'volumes'), 0), 'persistentDisk', 'pdName'),
    'spec.volumes[0].gcePersistentDisk.pdName',
  ],
  ["a Node's taint", child(index(child(undefined, 'metadata', 'taints'), 1), 'key'), 'spec.taints[1].key'],
  [
    'a label named like a field',
    key(child(undefined, 'metadata', 'labels'), 'persistentDisk'),
    'metadata.labels[persistentDisk]',
  ],
  ['the root', undefined, ''],
])('%s', (_, path, expected) => {
  expect(formatPath(writtenPath(path))).toBe(expected);
});
