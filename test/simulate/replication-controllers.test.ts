import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { isActive } from '../../src/simulate/objects/pod.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf } from './forecast-of.js';

function legacy(spec: JsonObject = {}, image = 'registry.example.com/web:1'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'legacy' },
    spec: {
      replicas: 3,
      selector: { app: 'legacy' },
      template: { metadata: { labels: { app: 'legacy' } }, spec: { containers: [{ name: 'app', image }] } },
      ...spec,
    },
  };
}

const stray: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stray', labels: { app: 'legacy' } },
  spec: { containers: [{ name: 'app', image: 'registry.example.com/web:0' }] },
};

const quota: JsonObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'few' },
  spec: { hard: { pods: '2' } },
};

const scaled = (replicas: number): Json => ({ scale: { target: 'rc/legacy', replicas } });
const first = (what: Json): Json => ({ delete: { pod: what } });

interface Case {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly steps?: readonly Json[];
  /** Events of the controller, by reason; images of its pods at the end; pods of nobody. */
  readonly does: { readonly events: string; readonly images: string; readonly strangers: number };
  /** Desired, current, ready as `kubectl get rc` prints them, and how it stands. */
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    name: 'makes its pods',
    apply: [legacy()],
    does: { events: '3 SuccessfulCreate', images: '1 1 1', strangers: 0 },
    says: '3 3 3 complete',
  },
  {
    name: 'takes the labels of its template as its selector',
    apply: [legacy({ selector: {} })],
    does: { events: '3 SuccessfulCreate', images: '1 1 1', strangers: 0 },
    says: '3 3 3 complete',
  },
  {
    name: 'uses a new template for new pods only',
    apply: [legacy(), legacy({}, 'registry.example.com/web:2')],
    steps: [first({ selector: 'app=legacy', take: 1 })],
    does: { events: '4 SuccessfulCreate', images: '1 1 2', strangers: 0 },
    says: '3 3 3 complete',
  },
  {
    name: 'scales up and down',
    apply: [legacy()],
    steps: [scaled(5), scaled(1)],
    does: { events: '5 SuccessfulCreate, 4 SuccessfulDelete', images: '1', strangers: 0 },
    says: '1 1 1 complete',
  },
  {
    name: 'lets go of a relabelled pod and replaces it',
    apply: [legacy()],
    steps: [{ relabel: { pod: { selector: 'app=legacy', index: 0 }, labels: { app: 'other' } } }],
    does: { events: '4 SuccessfulCreate', images: '1 1 1', strangers: 1 },
    says: '3 3 3 complete',
  },
  {
    name: 'adopts a pod that its selector selects, and deletes what is too many',
    apply: [legacy(), stray],
    does: { events: '3 SuccessfulCreate, 1 SuccessfulDelete', images: '1 1 1', strangers: 0 },
    says: '3 3 3 complete',
  },
  {
    name: 'leaves its pods with --cascade=orphan',
    apply: [legacy()],
    steps: [{ delete: { target: 'rc/legacy', cascade: 'orphan' } }],
    does: { events: '3 SuccessfulCreate', images: '', strangers: 3 },
    says: '- - -',
  },
  {
    name: 'is held up by a quota',
    apply: [quota, legacy()],
    does: { events: '2 SuccessfulCreate, 18 FailedCreate', images: '1 1', strangers: 0 },
    says: '3 2 2 stuck',
  },
];

function seen({ world, timeline }: Forecast): Case['does'] {
  const events = new Map<string, number>();
  for (const event of timeline.events)
    if (event.controller === 'replication-controller') events.set(event.reason, (events.get(event.reason) ?? 0) + 1);
  const pods = [...world.objects.Pod.values()].filter(isActive);
  const isOwn = (pod: (typeof pods)[number]) => pod.metadata.ownerReferences[0]?.kind === 'ReplicationController';
  return {
    events: [...events].map(([reason, count]) => `${count} ${reason}`).join(', '),
    images: pods
      .filter(isOwn)
      .map((pod) => pod.spec.containers?.[0]?.image?.split(':')[1])
      .sort()
      .join(' '),
    strangers: pods.filter((pod) => !isOwn(pod)).length,
  };
}

describe('a ReplicationController', () => {
  test.each(cases)('$name', ({ apply, steps = [], does, says }) => {
    const run = forecastOf({ apply, steps });
    const { spec, status } = run.world.objects.ReplicationController.get('default/legacy') ?? {};
    const verdict = verdicts(run).find(({ kind }) => kind === 'ReplicationController');
    const columns = [spec?.replicas, status?.replicas, status?.readyReplicas].map((count) => count ?? '-');
    expect({ does: seen(run), says: [...columns, ...(spec && verdict ? [verdict.outcome] : [])].join(' ') }).toEqual({
      does,
      says,
    });
  });
});

test('a change that leaves it with a selector of labels that its pods no longer have is refused', () => {
  const template = (labels: JsonObject): JsonObject => ({
    metadata: { labels },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/web:1' }] },
  });
  // The selector of the first is what the server takes from its template; the second says another.
  const before = legacy({ template: template({ app: 'old', tier: 'web' }) });
  const { selector: _, ...spec } = before.spec as JsonObject;
  const after = legacy({ selector: { app: 'new' }, template: template({ app: 'new' }) });
  const { steps, timeline } = forecastOf({ apply: [{ ...before, spec }, after] });
  expect(steps.map(({ refused }) => refused)).toEqual([
    '',
    expect.stringContaining('spec.template.metadata.labels: `selector` does not match template `labels`'),
  ]);
  expect(timeline.pods).toHaveLength(3);
});
