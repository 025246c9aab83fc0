/** What a quota counts, in the API server's words: recorded from a real one with its quota controller (v1.35.4). */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { written } from '../../src/simulate/admission/quota-amounts.js';
import { usageOf } from '../../src/simulate/admission/quota-usage.js';
import { emptyIndexes } from '../../src/simulate/indexes.js';
import { forecastOf, web } from './forecast-of.js';

function quota(hard: JsonObject, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard, ...more } };
}

function pod(name: string, resources: JsonObject, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/web:1', resources }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers, ...spec } };
}

describe('the words of a refusal', () => {
  test.each<{ name: string; apply: readonly JsonObject[]; says: string }>([
    {
      name: 'a sum is written in the notation of its first part, limits as they are stored',
      apply: [
        quota({ 'limits.memory': '1024Mi', 'requests.memory': '1000M' }),
        pod('a', { limits: { memory: '300M' }, requests: { memory: '200Mi' } }),
        pod('b', { limits: { memory: '400Mi' }, requests: { memory: '200M' } }),
        pod('c', { limits: { memory: '700Mi' }, requests: { memory: '700M' } }),
      ],
      says: 'pods "c" is forbidden: exceeded quota: q, requested: limits.memory=700Mi,requests.memory=700M, used: limits.memory=719430400,requests.memory=409715200, limited: limits.memory=1Gi,requests.memory=1G',
    },
    {
      name: 'CPU',
      apply: [
        quota({ 'requests.cpu': '1500m', 'limits.cpu': '2000m' }),
        pod('a', { limits: { cpu: '0.5' }, requests: { cpu: '0.25' } }),
        pod('b', { limits: { cpu: '1.75' }, requests: { cpu: '1.5' } }),
      ],
      says: 'pods "b" is forbidden: exceeded quota: q, requested: limits.cpu=1750m,requests.cpu=1500m, used: limits.cpu=500m,requests.cpu=250m, limited: limits.cpu=2,requests.cpu=1500m',
    },
    {
      name: 'init containers count with the most that runs at once',
      apply: [
        quota({ 'limits.cpu': '3' }),
        pod(
          'i',
          { limits: { cpu: '1' } },
          {
            initContainers: [
              { name: 'init', image: 'registry.example.com/init:1', resources: { limits: { cpu: '4' } } },
            ],
          },
        ),
      ],
      says: 'pods "i" is forbidden: exceeded quota: q, requested: limits.cpu=4, used: limits.cpu=0, limited: limits.cpu=3',
    },
    {
      name: 'sidecars count beside the others',
      apply: [
        quota({ 'limits.cpu': '3' }),
        pod(
          's',
          { limits: { cpu: '1' } },
          {
            initContainers: [
              {
                name: 'proxy',
                image: 'registry.example.com/proxy:1',
                restartPolicy: 'Always',
                resources: { limits: { cpu: '2500m' } },
              },
            ],
          },
        ),
      ],
      says: 'pods "s" is forbidden: exceeded quota: q, requested: limits.cpu=3500m, used: limits.cpu=0, limited: limits.cpu=3',
    },
    {
      name: 'what the pod as a whole says counts',
      apply: [quota({ 'limits.cpu': '3' }), pod('l', {}, { resources: { limits: { cpu: '5' } } })],
      says: 'pods "l" is forbidden: exceeded quota: q, requested: limits.cpu=5, used: limits.cpu=0, limited: limits.cpu=3',
    },
    {
      name: 'huge pages have a short name',
      apply: [quota({ 'hugepages-2Mi': '4Mi' }), pod('h', { limits: { 'hugepages-2Mi': '8Mi', cpu: '1' } })],
      says: 'pods "h" is forbidden: exceeded quota: q, requested: hugepages-2Mi=8Mi, used: hugepages-2Mi=0, limited: hugepages-2Mi=4Mi',
    },
    {
      name: 'all that is exceeded, by name',
      apply: [
        quota({ pods: '0', 'requests.cpu': '1', cpu: '1', memory: '1Gi' }),
        pod('v', { requests: { cpu: '2', memory: '2Gi' } }),
      ],
      says: 'pods "v" is forbidden: exceeded quota: q, requested: cpu=2,memory=2Gi,pods=1,requests.cpu=2, used: cpu=0,memory=0,pods=0,requests.cpu=0, limited: cpu=1,memory=1Gi,pods=0,requests.cpu=1',
    },
    {
      name: 'a namespace has a ConfigMap from the start',
      apply: [quota({ configmaps: '1' }), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: {} }],
      says: 'configmaps "x" is forbidden: exceeded quota: q, requested: configmaps=1, used: configmaps=1, limited: configmaps=1',
    },
  ])('$name', ({ apply, says }) => {
    const { steps } = forecastOf({ apply });
    expect(steps.map(({ refused }) => refused).filter((text) => text !== '')).toEqual([says]);
  });
});

test('a pod that has ended only counts as an object that is stored', () => {
  const { steps } = forecastOf({
    apply: [quota({ 'count/pods': '1', pods: '1' }), pod('t', {}, { restartPolicy: 'Never' }), pod('u', {})],
    pods: [{ match: {}, behaviour: { exit: { afterMs: 1000, code: 0 } } }],
  });
  expect(steps.map(({ refused }) => refused)).toEqual([
    '',
    '',
    'pods "u" is forbidden: exceeded quota: q, requested: count/pods=1, used: count/pods=1, limited: count/pods=1',
  ]);
});

test('sums follow what comes, goes and ends: they are what a fresh look finds', () => {
  const { world } = forecastOf({
    apply: [
      quota({ pods: '9', 'requests.cpu': '9' }),
      quota({ pods: '20' }, { scopes: ['BestEffort'] }),
      web({ replicas: 4 }, { resources: { requests: { cpu: '500m', memory: '64Mi' } } }),
      web({ replicas: 3 }, { resources: { requests: { cpu: '250m' } } }),
    ],
    steps: [
      { scale: { target: 'deployment/web', replicas: 6 } },
      { delete: { pod: { selector: 'app=web', index: 0 } } },
    ],
  });
  const texts = (indexes: typeof world.indexes) => {
    const used = usageOf({ ...world, indexes }, { kind: 'Pod', namespace: 'default' }, []);
    return [...used].map(([name, amount]) => `${name}=${written(name, amount)}`).filter((text) => !text.endsWith('=0'));
  };
  expect(texts(world.indexes).sort()).toEqual(['count/pods=6', 'cpu=1500m', 'pods=6', 'requests.cpu=1500m'].sort());
  expect(texts({ ...world.indexes, quotas: emptyIndexes().quotas }).sort()).toEqual(texts(world.indexes).sort());
});
