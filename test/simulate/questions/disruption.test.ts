/** What users ask of drains and PodDisruptionBudgets. `oracle:` what a recording of the real controllers shows. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { web } from '../forecast-of.js';
import { ask, numbers, refusals, verdictOn } from './ask.js';
import { image, rolling } from './web.js';

function budget(spec: JsonObject, name = 'web'): JsonObject {
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { selector, ...spec } };
}

const EVICT = '{ evict: { pod: { selector: app=web, order: oldest, take: 1 } } }';
const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget.";
/** Without the pod's random name. */
const said = (answer: ReturnType<typeof ask>) => refusals(answer).map((text) => text.replace(/^\S+: /, ''));

describe('40. minAvailable as high as replicas', () => {
  test('a drain gets 429 until it gives up', () => {
    // oracle: zz-pdb-blocked
    const answer = ask({
      files: { 'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: 3 })] },
      scenario: 'steps: [{ apply: web.yaml }, { drain: { node: node-1, timeout: 60s } }]',
    });
    const { outcome, reason, next } = verdictOn(answer, 'Node/node-1');
    expect([outcome, reason.replace(/pod web-\S+/, 'a pod'), next]).toEqual([
      'stuck',
      'drain of node-1 is blocked: a pod is not evicted: The disruption budget web needs 3 healthy pods and has 3 currently',
      'kubectl drain has given up; add replicas, correct the unhealthy pods, or loosen the budget',
    ]);
  });

  test('a rollout does not ask, but uses the budget up', () => {
    // oracle: zz-pdb-blocked, pdb-max-unavailable
    const spec = { replicas: 4, ...rolling(0, 1) };
    const answer = ask({
      files: {
        'v1.yaml': [web(spec, image(1)), budget({ minAvailable: 3 })],
        'v2.yaml': [web(spec, image(2)), budget({ minAvailable: 3 })],
      },
      scenario: `steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { after: { event: ScalingReplicaSet, delay: 2s }, ${EVICT.slice(1)}]`,
    });
    expect([said(answer), numbers(answer, 'Deployment/web').outcome, numbers(answer, 'Deployment/web').min]).toEqual([
      [`${VIOLATES} The disruption budget web needs 3 healthy pods and has 3 currently`],
      'complete',
      3,
    ]);
  });

  test.each([
    { name: 'minAvailable 50% of 7: four have to stay', spec: { minAvailable: '50%' }, allowed: 3 },
    { name: 'maxUnavailable 50% of 7: four may go', spec: { maxUnavailable: '50%' }, allowed: 4 },
  ])('$name', ({ spec, allowed }) => {
    // oracle: pdb-percent
    const { forecast } = ask({ files: { 'web.yaml': [web({ replicas: 7 }), budget(spec)] } });
    expect(forecast.world.objects.PodDisruptionBudget.get('default/web')?.status.disruptionsAllowed).toBe(allowed);
  });
});

describe('41. pods in CrashLoopBackOff', () => {
  const scenario = `pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: web.yaml }, ${EVICT}]`;
  const files = (more: JsonObject) => ({
    'web.yaml': [web({ replicas: 3 }, image(2)), budget({ minAvailable: 2, ...more })],
  });
  const needs = `${VIOLATES} The disruption budget web needs 2 healthy pods and has 0 currently`;

  test.each([
    // oracle: pdb-unready
    { name: 'IfHealthyBudget, the default: blocked', policy: {}, version: '1.35.4', refused: [needs] },
    {
      name: 'AlwaysAllow: free to go',
      policy: { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      version: '1.35.4',
      refused: [],
    },
    {
      name: 'AlwaysAllow, 1.26: not there yet',
      policy: { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      version: '1.26',
      refused: [needs],
    },
  ])('$name', ({ policy, version, refused }) => {
    expect(said(ask({ files: files(policy), scenario, version }))).toEqual(refused);
  });

  test('two budgets on one pod: the eviction API gives up', () => {
    // oracle: recorded once; the server's words
    const answer = ask({
      files: { 'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: 1 }), budget({ minAvailable: 1 }, 'web-2')] },
      scenario: `steps: [{ apply: web.yaml }, ${EVICT}]`,
    });
    expect(said(answer)).toEqual([
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    ]);
  });
});
