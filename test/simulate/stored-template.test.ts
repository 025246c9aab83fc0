import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { withStoredTemplates } from '../../src/simulate/admission/stored-template.js';
import { forecastOf } from './forecast-of.js';

const plain = { env: [{ name: 'A' }], resources: { requests: { cpu: '100m', memory: '1Gi' } } };

// Recorded of the real controllers as test/oracle/scenarios/{deploy,sts,ds}-respelt.
const SAME: readonly { readonly what: string; readonly pod?: JsonObject; readonly container?: JsonObject }[] = [
  { what: 'empty lists', pod: { tolerations: [], volumes: [] }, container: { command: [], ports: [] } },
  { what: 'empty maps', pod: { nodeSelector: {} } },
  { what: 'false', pod: { hostNetwork: false, hostPID: false }, container: { tty: false, stdin: false } },
  { what: 'empty texts', pod: { nodeName: '', priorityClassName: '' }, container: { workingDir: '' } },
  { what: 'a variable without value', container: { env: [{ name: 'A', value: '' }] } },
  {
    what: 'amounts in other units',
    container: { resources: { requests: { cpu: '0.1', memory: '1024Mi' }, limits: {} } },
  },
];

test('serviceAccount is serviceAccountName', () => {
  const both = { serviceAccountName: 'robot', serviceAccount: 'robot' };
  const said: readonly JsonObject[] = [
    { serviceAccountName: 'robot' },
    { serviceAccount: 'robot' },
    { ...both, serviceAccount: 'other' },
  ];
  const containers = [{ name: 'app' }];
  for (const account of said)
    expect(withStoredTemplates('Pod', { spec: { ...account, containers } })).toEqual({ spec: { ...both, containers } });
});

const DIFFERENT: readonly { readonly what: string; readonly pod?: JsonObject; readonly container?: JsonObject }[] = [
  { what: 'a pointer to false', pod: { automountServiceAccountToken: false } },
  { what: 'a pointer to 0', pod: { terminationGracePeriodSeconds: 0 } },
  { what: 'a pointer to an empty struct', pod: { volumes: [{ name: 'tmp', emptyDir: {} }] } },
];

function workload(kind: string, pod: JsonObject = {}, container: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      ...(kind === 'StatefulSet' && { serviceName: 'web' }),
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { ...pod, containers: [{ name: 'app', image: 'shop:1', ...plain, ...container }] },
      },
    },
  };
}

/** How many templates the world has known. */
function templates(kind: string, pod?: JsonObject, container?: JsonObject): number {
  const { world } = forecastOf({ apply: [workload(kind), workload(kind, pod, container)] });
  return world.objects[kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision'].size;
}

describe.each(['Deployment', 'StatefulSet', 'DaemonSet'])('a template in other words, of a %s', (kind) => {
  test.each(SAME)('$what: no rollout', ({ pod, container }) => {
    expect(templates(kind, pod, container)).toBe(1);
  });

  test.each(DIFFERENT)('$what: a rollout', ({ pod, container }) => {
    expect(templates(kind, pod, container)).toBe(2);
  });
});

test('a divisor of 0 is none, a size limit of 0 is one', () => {
  const env = (divisor: JsonObject) => [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'x', ...divisor } } }];
  const pod = (divisor: JsonObject, sizeLimit: JsonObject) => ({
    spec: { containers: [{ name: 'app', env: env(divisor) }], volumes: [{ name: 'tmp', emptyDir: sizeLimit }] },
  });
  expect(withStoredTemplates('Pod', pod({ divisor: '0' }, { sizeLimit: '0' }))).toEqual(pod({}, { sizeLimit: '0' }));
  expect(withStoredTemplates('Pod', pod({ divisor: '1000m' }, { sizeLimit: '1024Mi' }))).toEqual(
    pod({ divisor: '1' }, { sizeLimit: '1Gi' }),
  );
});

test('a patch that says an empty list changes nothing', () => {
  const patch = { target: 'daemonset/web', patch: { spec: { template: { spec: { tolerations: [] } } } } };
  const { world } = forecastOf({ apply: [workload('DaemonSet')], steps: [{ patch }] });
  expect([...world.objects.DaemonSet.values()].map(({ metadata }) => metadata.generation)).toEqual([1]);
});

test('claims of a StatefulSet and templates of a CronJob are stored so, too', () => {
  const claim = { metadata: { name: 'data', labels: {} }, spec: { resources: { requests: { storage: '1024Mi' } } } };
  expect(withStoredTemplates('StatefulSet', { spec: { volumeClaimTemplates: [claim] } })).toEqual({
    spec: {
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
    },
  });
  const cron = (spec: JsonObject) => ({ spec: { jobTemplate: { spec: { template: { spec } } } } });
  expect(withStoredTemplates('CronJob', cron({ hostIPC: false, restartPolicy: 'Never' }))).toEqual(
    cron({ restartPolicy: 'Never' }),
  );
});
