/** What a ResourceQuota refuses, and in which words; LimitRanges of claims. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { forecastOf, web } from './forecast-of.js';

function quota(hard: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec: { hard } };
}

function claim(name: string, storage: string, storageClassName?: string): JsonObject {
  const resources = { requests: { storage } };
  const spec = {
    accessModes: ['ReadWriteOnce'],
    resources,
    ...(storageClassName !== undefined && { storageClassName }),
  };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

function service(name: string, type: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type, ports: [{ port: 80 }, { port: 81 }] } };
}

function said(...apply: JsonObject[]): string[] {
  const { steps, timeline } = forecastOf({ apply });
  const events = timeline.events
    .filter(({ severity }) => severity === 'Warning')
    .map(({ object, reason, message }) => `${object} ${reason}: ${message}`);
  const texts = [...steps.map(({ refused }) => refused).filter((text) => text !== ''), ...events];
  return [...new Set(texts.map((text) => text.replaceAll(/web-[a-z0-9]+(-[a-z0-9]{5})?/g, 'web-*')))];
}

describe('a quota on CPU or memory', () => {
  const sidecar = { name: 'proxy', image: 'registry.example.com/proxy:1', resources: { limits: { cpu: '1' } } };
  test.each<{ name: string; hard: JsonObject; spec: JsonObject; says: readonly string[] }>([
    {
      name: 'wants each container to say what it takes',
      hard: { 'requests.cpu': '4', 'limits.memory': '4Gi', pods: '10' },
      spec: { initContainers: [{ name: 'init', image: 'registry.example.com/init:1' }], containers: [sidecar] },
      says: ['must specify limits.memory for: init,proxy; requests.cpu for: init'],
    },
    {
      name: 'takes a limit for a request',
      hard: { 'requests.cpu': '4' },
      spec: { containers: [sidecar] },
      says: [],
    },
    {
      name: 'is content with what the pod as a whole says',
      hard: { 'requests.cpu': '4' },
      spec: {
        resources: { requests: { cpu: '1' } },
        containers: [{ name: 'app', image: 'registry.example.com/web:1' }],
      },
      says: [],
    },
    {
      name: 'on other things asks nothing',
      hard: { 'requests.ephemeral-storage': '1Gi', pods: '1' },
      spec: { containers: [{ name: 'app', image: 'registry.example.com/web:1' }] },
      says: [],
    },
  ])('$name', ({ hard, spec, says }) => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shell' }, spec };
    expect(said(quota(hard), pod)).toEqual(
      says.map((text) => `pods "shell" is forbidden: failed quota: team: ${text}`),
    );
  });

  test('holds a whole Deployment up', () => {
    const { standings } = forecastOf({ apply: [quota({ 'limits.cpu': '4' }), web({ replicas: 2 })] });
    expect(said(quota({ 'limits.cpu': '4' }), web({ replicas: 2 }))).toEqual([
      'ReplicaSet/web-* FailedCreate: Error creating: pods "web-*" is forbidden: failed quota: team: must specify limits.cpu for: app',
    ]);
    expect(standings.map(({ standing }) => standing.outcome !== 'complete' && standing.next)).toEqual([
      'progressDeadlineSeconds 600 passed: Progressing=False, rollout status fails, nothing is rolled back; give each container the requests and limits that the quota counts, or a LimitRange that does',
    ]);
  });
});

describe('a quota on objects', () => {
  test.each<{ name: string; apply: readonly JsonObject[]; says: readonly string[] }>([
    {
      name: 'counts them by resource and group',
      apply: [quota({ 'count/deployments.apps': '0' }), web({ replicas: 1 })],
      says: [
        'deployments.apps "web" is forbidden: exceeded quota: team, requested: count/deployments.apps=1, used: count/deployments.apps=0, limited: count/deployments.apps=0',
      ],
    },
    {
      name: 'adds storage up',
      apply: [quota({ 'requests.storage': '2Gi' }), claim('a', '1536Mi'), claim('b', '1Gi')],
      says: [
        'persistentvolumeclaims "b" is forbidden: exceeded quota: team, requested: requests.storage=1Gi, used: requests.storage=1536Mi, limited: requests.storage=2Gi',
      ],
    },
    {
      name: 'of one storage class',
      apply: [
        quota({ 'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '0' }),
        claim('a', '1Gi'),
        claim('b', '1Gi', 'gold'),
      ],
      says: [
        'persistentvolumeclaims "b" is forbidden: exceeded quota: team, requested: gold.storageclass.storage.k8s.io/persistentvolumeclaims=1, used: gold.storageclass.storage.k8s.io/persistentvolumeclaims=0, limited: gold.storageclass.storage.k8s.io/persistentvolumeclaims=0',
      ],
    },
    {
      name: 'counts node ports and load balancers',
      apply: [
        quota({ 'services.nodeports': '3', 'services.loadbalancers': '0', services: '2' }),
        service('one', 'NodePort'),
        service('two', 'NodePort'),
        service('three', 'LoadBalancer'),
        service('four', 'ClusterIP'),
        service('five', 'ClusterIP'),
      ],
      says: [
        'services "two" is forbidden: exceeded quota: team, requested: services.nodeports=2, used: services.nodeports=2, limited: services.nodeports=3',
        'services "three" is forbidden: exceeded quota: team, requested: services.loadbalancers=1,services.nodeports=2, used: services.loadbalancers=0,services.nodeports=2, limited: services.loadbalancers=0,services.nodeports=3',
        'services "five" is forbidden: exceeded quota: team, requested: services=1, used: services=2, limited: services=2',
      ],
    },
  ])('$name', ({ apply, says }) => {
    expect(said(...apply)).toEqual(says);
  });
});

test('a LimitRange bounds what claims request', () => {
  const limits = [{ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } }];
  const range = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'bounds' }, spec: { limits } };
  expect(said(range, claim('small', '500Mi'), claim('fits', '2Gi'), claim('big', '3Gi'))).toEqual([
    'persistentvolumeclaims "small" is forbidden: minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi',
    'persistentvolumeclaims "big" is forbidden: maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi',
  ]);
});

test('a Deployment whose ReplicaSet a quota refuses says so, and tries again ever more rarely', () => {
  const again = web({ replicas: 1 }, { image: 'registry.example.com/web:2' });
  const run = forecastOf({ apply: [quota({ 'count/replicasets.apps': '1' }), web({ replicas: 1 }), again] });
  const message =
    'Failed to create new replica set "web-*": replicasets.apps "web-*" is forbidden: exceeded quota: team, requested: count/replicasets.apps=1, used: count/replicasets.apps=1, limited: count/replicasets.apps=1';
  expect(said(quota({ 'count/replicasets.apps': '1' }), web({ replicas: 1 }), again)).toEqual([
    `Deployment/web ReplicaSetCreateError: ${message}`,
  ]);
  expect(run.standings.map(({ standing: { outcome } }) => outcome)).toEqual(['stuck']);
  expect(run.wakeUps).toBeLessThan(200);
});

test('a StatefulSet whose claim a quota refuses is stuck for that reason', () => {
  const [labels, containers] = [{ app: 'db' }, [{ name: 'app', image: 'registry.example.com/db:1' }]];
  const db: JsonObject = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      volumeClaimTemplates: [claim('data', '1Gi')],
    },
  };
  const { standings } = forecastOf({ apply: [quota({ persistentvolumeclaims: '1' }), db] });
  expect(standings.map(({ standing }) => standing)).toEqual([
    {
      outcome: 'stuck',
      reason:
        '1 of 2 pods updated, 1 available: db-1 cannot be created (failed to create PVC data-db-1: persistentvolumeclaims "data-db-1" is forbidden: exceeded quota: team, requested: persistentvolumeclaims=1, used: persistentvolumeclaims=1, limited: persistentvolumeclaims=1); podManagementPolicy OrderedReady creates, updates and deletes no other pod before it',
      next: 'raise the quota, or delete claims that nobody needs; the controller keeps retrying with growing delays',
    },
  ]);
});

describe('a quota with scopes is about some pods only', () => {
  const scoped = (spec: JsonObject): JsonObject => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'some' },
    spec: { hard: { pods: '1' }, ...spec },
  });
  const pod = (name: string, spec: JsonObject = {}): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/web:1' }], ...spec },
  });
  const burstable = {
    containers: [{ name: 'app', image: 'registry.example.com/web:1', resources: { requests: { cpu: '1' } } }],
  };
  const important: JsonObject = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'important' },
    value: 10,
  };
  const ofClass = (operator: string, values: string[] = []): JsonObject => ({
    scopeSelector: {
      matchExpressions: [{ scopeName: 'PriorityClass', operator, ...(values.length > 0 && { values }) }],
    },
  });
  test.each<{ name: string; quota: JsonObject; apply: JsonObject[]; refused: string[] }>([
    {
      name: 'BestEffort counts those that request nothing',
      quota: { scopes: ['BestEffort'] },
      apply: [pod('a', burstable), pod('b'), pod('c', burstable), pod('d')],
      refused: ['d'],
    },
    {
      name: 'NotBestEffort the others',
      quota: { scopes: ['NotBestEffort'] },
      apply: [pod('a', burstable), pod('b'), pod('c', burstable), pod('d')],
      refused: ['c'],
    },
    {
      name: 'Terminating those with a deadline',
      quota: { scopes: ['Terminating'] },
      apply: [pod('a'), pod('b'), pod('c', { activeDeadlineSeconds: 600 }), pod('d', { activeDeadlineSeconds: 600 })],
      refused: ['d'],
    },
    {
      name: 'a priority class those of that class',
      quota: ofClass('In', ['important']),
      apply: [pod('a'), pod('b', { priorityClassName: 'important' }), pod('c', { priorityClassName: 'important' })],
      refused: ['c'],
    },
    {
      name: 'no priority class those without',
      quota: ofClass('DoesNotExist'),
      apply: [pod('a', { priorityClassName: 'important' }), pod('b'), pod('c')],
      refused: ['c'],
    },
  ])('$name', ({ quota: spec, apply, refused }) => {
    const { steps } = forecastOf({ apply: [important, scoped(spec), ...apply] });
    const names = apply.filter(({ metadata }) =>
      steps.some((step) =>
        step.refused.includes(`pods "${(metadata as JsonObject).name}" is forbidden: exceeded quota: some`),
      ),
    );
    expect(names.map(({ metadata }) => (metadata as JsonObject).name)).toEqual(refused);
  });
});
