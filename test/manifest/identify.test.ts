import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/kube/field-path.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { identify } from '../../src/manifest/identify.js';

/** What the documents of a text are, in short. */
function identified(text: string, file = 'web.yaml'): unknown {
  const { resources, unidentified, notChecked, broken } = identify(readDocumentsExactly(file, text));
  return {
    resources: resources.map(({ apiVersion, kind, namespace, name, document, at }) =>
      [document.index, formatPath(at), apiVersion, kind, namespace ?? '-', name ?? '-'].join(' '),
    ),
    unidentified: unidentified.map(({ resource, errors }) =>
      [
        formatPath(resource.at),
        ...errors.map(({ type, path, detail }) => `${type} ${formatPath(path)}: ${detail}`),
      ].join(' '),
    ),
    notChecked: notChecked.map(
      ({ document, reason, rejected }) =>
        `${document} ${reason} [${rejected.map(({ type, path }) => `${type} ${formatPath(path)}`)}]`,
    ),
    broken: broken.map(({ index }) => index),
  };
}

const nothing = { resources: [], unidentified: [], notChecked: [], broken: [] };

describe('identify', () => {
  test('resources, with what they are called', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: job-}\n';
    expect(identified(text)).toEqual({ ...nothing, resources: ['0  v1 Pod shop web', '1  batch/v1 Job - -'] });
  });

  test('items of a list are resources of their own, also of lists in lists', () => {
    const item = 'apiVersion: v1\n  kind: Pod\n';
    const inner = '{apiVersion: v1, kind: PodList, items: [{apiVersion: v1, kind: Pod, metadata: {name: b}}]}';
    expect(identified(`apiVersion: v1\nkind: List\nitems:\n- ${item}- ${inner}\n`)).toEqual({
      ...nothing,
      resources: ['0 items[0] v1 Pod - -', '0 items[1].items[0] v1 Pod - b'],
    });
  });

  test('a kind that ends in List without items is a kind', () => {
    expect(identified('apiVersion: example.com/v1\nkind: AllowList\n')).toEqual({
      ...nothing,
      resources: ['0  example.com/v1 AllowList - -'],
    });
  });

  test('items that are no objects are mistakes', () => {
    expect(identified('apiVersion: v1\nkind: List\nitems: [null, 3]\n')).toEqual({
      ...nothing,
      unidentified: [
        'items[0] Required apiVersion: apiVersion not set Required kind: kind not set',
        'items[1] BadRequest : the document is not a mapping',
      ],
    });
  });

  test.each([
    ['kind: Pod\n', 'Required apiVersion: apiVersion not set'],
    ['apiVersion: ""\nkind: Pod\n', 'Required apiVersion: apiVersion not set'],
    ['apiVersion: 1\nkind: Pod\n', 'Required apiVersion: apiVersion not set'],
    ['apiVersion: v1\n', 'Required kind: kind not set'],
    ['apiVersion: a/b/c\nkind: Pod\n', 'Invalid apiVersion: unexpected GroupVersion string: a/b/c'],
  ])('half an identity: %j', (text, error) => {
    expect(identified(text)).toEqual({ ...nothing, unidentified: [` ${error}`] });
  });

  test.each([
    [
      'values: 1\n',
      'web.yaml',
      'not a Kubernetes object: it has no apiVersion and no kind [Required apiVersion,Required kind]',
    ],
    ['- op: add\n', 'web.yaml', 'not a Kubernetes object: the document is no map [BadRequest ]'],
    [
      'resources: [a.yaml]\n',
      'k8s/kustomization.yaml',
      'kustomization: read by kustomize, not by the API server [Required apiVersion,Required kind]',
    ],
    [
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'web.yaml',
      'kustomization: read by kustomize, not by the API server []',
    ],
    ['a: {{ .Values.a }}\n', 'web.yaml', 'Helm template: only what Helm renders from it can be checked []'],
  ])('not checked: %j', (text, file, reason) => {
    expect(identified(text, file)).toEqual({ ...nothing, notChecked: [`0 ${reason}`] });
  });

  test('an empty document is nothing, a broken one is neither checked nor passed', () => {
    expect(identified('# note\n---\napiVersion: v1\nkind: Pod\nmetadata: [\n')).toEqual({ ...nothing, broken: [1] });
  });
});
