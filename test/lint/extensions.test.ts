import { expect, test } from 'vitest';
import { COMMON_GROUPS } from '../../src/api/common-groups.js';
import { GROUPS } from '../../src/api/groups.js';
import { ofMinor } from '../../src/kube/version.js';
import { extensionsFor } from '../../src/lint/extensions.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';

const CRD = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: foos.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Foo, plural: foos}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`;

const object = (apiVersion: string, kind: string) => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}}`;

test.each([
  ['nothing', '', false, []],
  ['common kinds', `${object('apps/v1', 'Deployment')}\n---\n${object('v1', 'Pod')}`, false, []],
  ['a built-in kind that is rare', object('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'), true, []],
  ['a custom kind that nobody defines', object('example.com/v1', 'Foo'), false, []],
  ['a kind that this version does not serve', object('flowcontrol.apiserver.k8s.io/v1beta1', 'FlowSchema'), false, []],
  ['a definition of a kind', CRD, true, ['example.com/v1 Foo']],
])('%s', async (_, text, isRare, custom) => {
  const { resources } = identify(readDocumentsExactly('a.yaml', text));
  const { groups, crds } = await extensionsFor(resources, ofMinor(35));
  expect(groups).toBe(isRare ? GROUPS : COMMON_GROUPS);
  expect([...crds.keys()]).toEqual(custom);
});

test('all groups are the common ones and others', () => {
  const common = [...COMMON_GROUPS.keys()];
  expect([...GROUPS.keys()].filter((group) => common.includes(group))).toEqual(common);
  expect(GROUPS.size).toBeGreaterThan(common.length);
});
