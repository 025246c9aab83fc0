// The fields of a custom resource with a scale subresource that a v1.35.4 API server refuses (it writes them with a dot in
// front); the schema allows everything.
import { expect, test } from 'vitest';
import { formatPath } from '../../src/kube/field-path.js';
import type { JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { crdIndex } from '../../src/schema/custom-resource.js';
import { customResourceType } from '../../src/schema/custom-type.js';

const OPEN = { 'x-kubernetes-preserve-unknown-fields': true };
const VERSION = {
  name: 'v1',
  served: true,
  storage: true,
  subresources: {
    scale: {
      specReplicasPath: '.spec.replicas',
      statusReplicasPath: '.status.replicas',
      labelSelectorPath: '.status.selector',
    },
  },
  schema: { openAPIV3Schema: { type: 'object', ...OPEN, properties: { spec: OPEN, status: OPEN } } },
};
const FLEET = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  object: {
    spec: {
      group: 'example.com',
      names: { kind: 'Fleet', plural: 'fleets' },
      scope: 'Namespaced',
      versions: [VERSION],
    },
  },
};

const RECORDED: readonly (readonly [JsonObject, readonly string[]])[] = [
  [{ spec: { replicas: 3 } }, []],
  [{ spec: { replicas: -1 } }, ['spec.replicas']],
  [{ spec: { replicas: 2147483648 } }, ['spec.replicas']],
  [{ spec: { replicas: '3' } }, ['spec.replicas']],
  [{ spec: { replicas: 1.5 } }, ['spec.replicas']],
  [{ spec: { replicas: 3.0 } }, []],
  [{ spec: { replicas: null } }, ['spec.replicas']],
  [{ spec: {} }, []],
  [{}, []],
  [{ spec: 3 }, ['spec.replicas']],
  [{ spec: 'x' }, ['spec.replicas']],
  [{ spec: null }, []],
  [{ spec: [1] }, ['spec.replicas']],
  [{ status: { replicas: -1 } }, ['status.replicas']],
  [{ status: { selector: 3 } }, ['status.selector']],
  [{ status: { selector: 'a=b' } }, []],
  [{ status: { replicas: 'a', selector: {} } }, ['status.replicas', 'status.selector']],
  [{ spec: { replicas: true } }, ['spec.replicas']],
  [{ spec: { replicas: 2 ** 63 } }, ['spec.replicas']],
  [{ status: 3 }, ['status.replicas', 'status.selector']],
];

test.each(RECORDED)('%j', (fields, refused) => {
  const type = customResourceType(crdIndex([FLEET]), 'example.com/v1', 'Fleet');
  const object = { apiVersion: 'example.com/v1', kind: 'Fleet', metadata: { name: 'north' }, ...fields };
  const verdict = type?.judge(object, { version: ofMinor(35) });
  expect(verdict?.errors.map(({ type: kind, path }) => `${kind} ${formatPath(path)}`)).toEqual(
    refused.map((path) => `Invalid ${path}`),
  );
});
