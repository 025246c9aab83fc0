import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../src/simulate/forecast.js';
import { DEFAULT_NODES } from '../../src/simulate/scenario/cluster.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf, type Play, web } from './forecast-of.js';

const image = (tag: string) => ({ image: `registry.example.com/web:${tag}` });
const NEVER_READY: Play['pods'] = [{ match: { image: '*:broken' }, behaviour: { readyMs: 'never' } }];

function sizes({ timeline }: Forecast): string[] {
  const names = new Map<string, string>();
  return timeline.events
    .filter(({ reason }) => reason === 'ScalingReplicaSet')
    .map(({ message }) => {
      const [, name = '', from, to] = /replica set (\S+) from (\d+) to (\d+)/.exec(message) ?? [];
      if (!names.has(name)) names.set(name, `r${names.size + 1}`);
      return `${names.get(name)} ${from}→${to}`;
    });
}

function lowest(run: Forecast): string {
  return verdicts(run)
    .map(
      ({ outcome, minAvailable, maxPods, unavailableMs }) =>
        `${outcome} min ${minAvailable} max ${maxPods} below ${unavailableMs / 1000}s`,
    )
    .join('; ');
}

interface Row {
  readonly name: string;
  readonly play: Play;
  readonly sizes: readonly string[];
  readonly verdict: string;
}

const spec = (replicas: number, maxSurge: number | string, maxUnavailable: number | string) => ({
  replicas,
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});

const rows: readonly Row[] = [
  {
    name: 'three replicas, default strategy: one more first, never fewer than three',
    play: { apply: [web({ replicas: 3 }), web({ replicas: 3 }, image('2'))] },
    sizes: ['r1 0→3', 'r2 0→1', 'r1 3→2', 'r2 1→2', 'r1 2→1', 'r2 2→3', 'r1 1→0'],
    verdict: 'complete min 3 max 4 below 0s',
  },
  {
    name: 'ten replicas, surge 3, unavailable 2, broken: stands at 8 old and 5 new',
    play: { apply: [web(spec(10, 3, 2)), web(spec(10, 3, 2), image('broken'))], pods: NEVER_READY },
    sizes: ['r1 0→10', 'r2 0→3', 'r1 10→8', 'r2 3→5'],
    verdict: 'stuck min 8 max 13 below 0s',
  },
  {
    name: 'undo of a broken version: its pods go at once, the old ones come back',
    play: {
      apply: [web(spec(10, 3, 2)), web(spec(10, 3, 2), image('broken'))],
      steps: [{ rollout: { undo: 'deployment/web' } }],
      pods: NEVER_READY,
    },
    sizes: ['r1 0→10', 'r2 0→3', 'r1 10→8', 'r2 3→5', 'r2 5→0', 'r1 8→10'],
    verdict: 'complete min 8 max 13 below 0s',
  },
  {
    name: 'surge 0 and unavailable 10 % of 2: both round to 0, one is taken down',
    play: { apply: [web(spec(2, 0, '10%')), web(spec(2, 0, '10%'), image('2'))] },
    sizes: ['r1 0→2', 'r1 2→1', 'r2 0→1', 'r1 1→0', 'r2 1→2'],
    verdict: 'complete min 1 max 2 below 0s',
  },
  {
    name: 'Recreate: nothing serves until all old pods are gone and the new ones are ready',
    play: {
      apply: [
        web({ replicas: 2, strategy: { type: 'Recreate' } }),
        web({ replicas: 2, strategy: { type: 'Recreate' } }, image('2')),
      ],
    },
    sizes: ['r1 0→2', 'r1 2→0', 'r2 0→2'],
    verdict: 'complete min 0 max 2 below 0s',
  },
  {
    name: 'image and replicas in one apply: the old version is scaled first',
    play: { apply: [web(spec(2, 1, 0)), web(spec(4, 1, 0), image('2'))] },
    sizes: ['r1 0→2', 'r1 2→4', 'r2 0→1', 'r1 4→3', 'r2 1→2', 'r1 3→2', 'r2 2→3', 'r1 2→1', 'r2 3→4', 'r1 1→0'],
    verdict: 'complete min 2 max 5 below 10s',
  },
  {
    name: 'a default written out in the template starts no rollout',
    play: { apply: [web({ replicas: 2 }), web({ replicas: 2 }, { terminationMessagePath: '/dev/termination-log' })] },
    sizes: ['r1 0→2'],
    verdict: 'complete min 2 max 2 below 0s',
  },
  {
    name: 'a cluster without room for the surge pod: stuck for good',
    play: {
      apply: [
        web(spec(3, 1, 0), { resources: { requests: { cpu: '3' } } }),
        web(spec(3, 1, 0), { ...image('2'), resources: { requests: { cpu: '3' } } }),
      ],
      nodes: [{ count: 3, name: undefined, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] }],
    },
    sizes: ['r1 0→3', 'r2 0→1'],
    verdict: 'stuck min 3 max 4 below 0s',
  },
  {
    name: 'pause and resume: a template change waits',
    play: {
      apply: [web(spec(2, 1, 0))],
      steps: [
        { rollout: { pause: 'deployment/web' } },
        { 'set-image': { target: 'deployment/web', container: 'app', image: 'registry.example.com/web:2' } },
        { wait: '10m' },
        { rollout: { resume: 'deployment/web' } },
      ],
    },
    sizes: ['r1 0→2', 'r2 0→1', 'r1 2→1', 'r2 1→2', 'r1 1→0'],
    verdict: 'complete min 2 max 3 below 0s',
  },
];

describe('the forecast of a Deployment', () => {
  test.each(rows)('$name', ({ play, sizes: expected, verdict }) => {
    const run = forecastOf(play);
    expect({ sizes: sizes(run), verdict: lowest(run) }).toEqual({ sizes: expected, verdict });
  });

  test('says why a pod does not fit, as kubectl describe does', () => {
    const taints = [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }];
    const run = forecastOf({
      apply: [web({ replicas: 1 }, { resources: { requests: { cpu: '3', memory: '1Gi' } } })],
      nodes: [
        { count: 2, name: undefined, cpu: '2', memory: '8Gi', pods: 110, labels: {}, taints: [] },
        { count: 1, name: 'db', cpu: '8', memory: '8Gi', pods: 110, labels: {}, taints },
      ],
    });
    const said = run.timeline.events
      .filter(({ reason }) => reason === 'FailedScheduling')
      .map(({ message }) => message);
    expect(said).toEqual([
      '0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.',
    ]);
  });

  test('reports a passed progress deadline and goes on with the next good version', () => {
    const slow = { replicas: 2, progressDeadlineSeconds: 60 };
    const stuck = forecastOf({ apply: [web(slow), web(slow, image('broken'))], pods: NEVER_READY });
    const conditions = stuck.world.objects.Deployment.get('default/web')?.status.conditions.map(
      ({ type, status, reason }) => `${type}=${status} ${reason}`,
    );
    expect(conditions).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=False ProgressDeadlineExceeded',
    ]);
    const good = forecastOf({
      apply: [web(slow), web(slow, image('broken')), web(slow, image('3'))],
      pods: NEVER_READY,
    });
    expect(verdicts(good).map(({ outcome }) => outcome)).toEqual(['complete']);
  });

  test('a Recreate back to a version that ran before never reports its deadline, and ends', () => {
    const recreate = { replicas: 2, strategy: { type: 'Recreate' } };
    const run = forecastOf({
      apply: [web(recreate), web(recreate, image('broken')), web(recreate, image('2')), web(recreate, image('broken'))],
      pods: NEVER_READY,
    });
    const progressing = run.world.objects.Deployment.get('default/web')?.status.conditions.find(
      ({ type }) => type === 'Progressing',
    );
    expect({ end: run.end, reason: progressing?.reason, verdict: verdicts(run).map(({ outcome }) => outcome) }).toEqual(
      {
        end: 'settled',
        reason: 'NewReplicaSetAvailable',
        verdict: ['stuck'],
      },
    );
  });

  test('ends at the horizon and says that it was still going', () => {
    const run = forecastOf({ apply: [web()], horizonMs: 3000 });
    expect({ end: run.end, verdict: verdicts(run).map(({ outcome, reason }) => `${outcome}: ${reason}`) }).toEqual({
      end: 'horizon',
      verdict: [
        'running: still running when the forecast ended after 3 s: 4 of 4 pods updated, 0 available: 4 pods are not ready',
      ],
    });
  });

  test('ends where pods are evicted as soon as they have a node, and made again without end', () => {
    const toleration = { key: 'maintenance', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 0 };
    const containers = [{ name: 'app', ...image('1') }];
    const template = { metadata: { labels: { app: 'web' } }, spec: { tolerations: [toleration], containers } };
    const taints = [{ key: 'maintenance', effect: 'NoExecute' }];
    const nodes = DEFAULT_NODES.map((node) => ({ ...node, taints }));
    const run = forecastOf({ apply: [web({ template })], nodes });
    expect({ end: run.end, verdict: verdicts(run).map(({ outcome, reason }) => `${outcome}: ${reason}`) }).toEqual({
      end: 'circle',
      verdict: [
        'running: still running when the forecast ended after 0 s, where things go round in a circle without end: 4 of 4 pods updated, 0 available: 4 pods are not ready',
      ],
    });
  });

  test.each([
    { what: 'pods without room', object: web({ replicas: 700 }), outcome: 'stuck' },
    {
      what: 'pods whose claims are made for them',
      object: {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db', namespace: 'default' },
        spec: {
          replicas: 300,
          serviceName: 'db',
          podManagementPolicy: 'Parallel',
          selector: { matchLabels: { app: 'db' } },
          template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'app', ...image('1') }] } },
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          ],
        },
      },
      outcome: 'complete',
    },
  ])('hundreds of $what at one moment are no circle', ({ object, outcome }) => {
    const run = forecastOf({ apply: [object] });
    expect({ end: run.end, outcomes: verdicts(run).map((verdict) => verdict.outcome) }).toEqual({
      end: 'settled',
      outcomes: [outcome],
    });
  });

  test('a step does not wait for what a deleted pod would have done', () => {
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'long', namespace: 'default' },
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', ...image('long') }] } } },
    };
    const run = forecastOf({
      apply: [job],
      steps: [{ at: '1m', delete: { target: 'job/long' } }, { scale: { target: 'deployment/web', replicas: 1 } }],
      pods: [{ match: { image: '*:long' }, behaviour: { runMs: 600_000 } }],
    });
    // The last one waits for the job's pod to be gone, 1 s after its deletion, and not for its end at 10 min.
    expect(run.steps.map(({ at }) => at)).toEqual([0, 60_000, 61_000]);
  });
});
