import { expect, test } from 'vitest';
import { misspelt } from '../../src/cli/named-objects.js';
import type { Inputs } from '../../src/simulate/inputs.js';

const manifest = (kind: string, name: string) => ({
  apiVersion: 'v1',
  kind,
  namespace: undefined,
  name,
  object: {},
  file: 'k8s/shop.yaml',
});

const INPUTS: Inputs = {
  manifests: [manifest('Deployment', 'web'), manifest('Deployment', 'orders'), manifest('Job', 'import')],
  rejected: [{ file: 'k8s/shop.yaml', manifest: manifest('Service', 'orders'), reason: 'the API server rejects it' }],
  notModelled: [],
  inert: 0,
};

test.each([
  { kind: 'Deployment', name: 'web', says: [] },
  { kind: 'Deployment', name: 'wbe', says: ['deployment/wbe is in none of the files; did you mean deployment/web?'] },
  { kind: 'Deployment', name: 'payments', says: [] },
  { kind: 'Service', name: 'order', says: ['service/order is in none of the files; did you mean service/orders?'] },
  { kind: 'StatefulSet', name: 'web', says: [] },
  // A CronJob may make one of that name.
  { kind: 'Job', name: 'imports', says: [] },
])('$kind $name', ({ kind, name, says }) => {
  const named = [{ kind, name, path: undefined }];
  expect(misspelt({ named }, [INPUTS]).map(({ message }) => message)).toEqual(says);
});
