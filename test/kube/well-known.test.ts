import { expect, test } from 'vitest';
import { isMadeByCluster, systemPriority } from '../../src/kube/well-known.js';

test.each([
  ['v1', 'ServiceAccount', 'default', 'shop', true],
  ['v1', 'ServiceAccount', 'builder', 'shop', false],
  ['v1', 'ConfigMap', 'kube-root-ca.crt', 'shop', true],
  ['v1', 'Service', 'kubernetes', 'default', true],
  ['v1', 'Service', 'kubernetes', 'shop', false],
  ['v1', 'Namespace', 'kube-system', undefined, true],
  ['scheduling.k8s.io/v1', 'PriorityClass', 'system-node-critical', undefined, true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:auth-delegator', undefined, true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'cluster-admin', undefined, true],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'operator', undefined, false],
])('%s %s %s in %s', (apiVersion, kind, name, namespace, expected) => {
  expect(isMadeByCluster(apiVersion, kind, name, namespace)).toBe(expected);
});

test('the system classes have their values', () => {
  expect(['system-cluster-critical', 'system-node-critical', 'high'].map(systemPriority)).toEqual([
    2_000_000_000,
    2_000_001_000,
    undefined,
  ]);
});
