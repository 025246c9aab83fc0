import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { isFailing } from '../../src/simulate/report.js';
import { cronJob, job } from './behaviours/manifests.js';
import { web } from './forecast-of.js';
import { type Asked, answer, played } from './questions/asked/asked.js';
import { image } from './questions/web.js';

const SHOP = { metadata: { name: 'web', namespace: 'shop' } };
const PAUSED = { paused: true, replicas: 3 };

interface Case {
  readonly name: string;
  readonly files: Asked['files'];
  readonly scenario?: string;
  readonly verdict: string;
  readonly reason: string;
  readonly next: string;
  readonly note?: string;
  readonly isFailing: boolean;
}

const first = (...objects: JsonObject[]): Asked['files'] => ({ 'app.yaml': objects });

const CASES: readonly Case[] = [
  {
    name: 'a Job that its manifest suspends',
    files: first(job('migrate', { suspend: true })),
    verdict: 'Job/migrate suspended',
    reason: 'spec.suspend: the Job is suspended (0 of 1 completions, 0 failed pods)',
    next: `kubectl patch job/migrate -p '{"spec":{"suspend":false}}'`,
    isFailing: false,
  },
  {
    name: 'a Job that is suspended while it runs',
    files: first(job('migrate', {})),
    scenario: `steps: [{ apply: app.yaml }, { at: 8s, patch: { target: job/migrate, patch: { spec: { suspend: true } } } }]`,
    verdict: 'Job/migrate suspended',
    reason: 'spec.suspend: the Job is suspended (0 of 1 completions, 0 failed pods)',
    next: `kubectl patch job/migrate -p '{"spec":{"suspend":false}}'`,
    isFailing: false,
  },
  {
    name: 'a CronJob that its manifest suspends',
    files: first(cronJob('nightly', { schedule: '0 3 * * *', suspend: true })),
    verdict: 'CronJob/nightly suspended',
    reason: 'spec.suspend: the CronJob is suspended: no Job starts',
    next: `kubectl patch cronjob/nightly -p '{"spec":{"suspend":false}}'`,
    isFailing: false,
  },
  {
    name: 'a suspended CronJob whose schedule never comes',
    files: first(cronJob('nightly', { schedule: '0 3 30 2 *', suspend: true })),
    verdict: 'CronJob/nightly stuck',
    reason: 'spec.schedule: 0 3 30 2 * never comes',
    next: 'kubectl describe cronjob/nightly',
    isFailing: true,
  },
  {
    name: 'a Deployment that is paused from the start',
    files: first({ ...web(PAUSED), ...SHOP }),
    verdict: 'Deployment/web paused',
    reason: 'spec.paused: the Deployment is paused: no pod is created until it is resumed',
    next: 'kubectl rollout resume deployment/web -n shop',
    isFailing: false,
  },
  {
    name: 'a paused Deployment whose template changes',
    files: { 'v1.yaml': [web({ replicas: 3 })], 'v2.yaml': [web(PAUSED, image(2))] },
    scenario: 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]',
    verdict: 'Deployment/web paused',
    reason: 'spec.paused: the Deployment is paused: 0 of 3 pods updated, 3 available',
    next: 'kubectl rollout resume deployment/web',
    isFailing: false,
  },
  {
    name: 'a paused Deployment without a change that waits',
    files: { 'v1.yaml': [web({ replicas: 3 })], 'v2.yaml': [web(PAUSED)] },
    scenario: 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]',
    verdict: 'Deployment/web complete',
    reason: '',
    next: '',
    note: 'spec.paused: a change of spec.template waits until kubectl rollout resume deployment/web',
    isFailing: false,
  },
  {
    name: 'a canary: paused after the first pod, that never gets ready',
    files: { 'v1.yaml': [web({ replicas: 3 })], 'v2.yaml': [web({ replicas: 3 }, image(2))] },
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - { at: 12s, rollout: { pause: deployment/web } }`,
    verdict: 'Deployment/web paused',
    reason:
      'spec.paused: the Deployment is paused: 1 of 3 pods updated, 3 available; 1 pod never gets ready (image registry.example.com/web:2)',
    next: 'kubectl rollout resume deployment/web',
    isFailing: false,
  },
  {
    name: 'a paused Deployment whose old pods fail',
    files: { 'v1.yaml': [web({ replicas: 3 })], 'v2.yaml': [web(PAUSED, image(2))] },
    scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - behave: { pod: { selector: app=web }, behaviour: { unready: true } }`,
    verdict: 'Deployment/web stuck',
    reason:
      'spec.paused: the Deployment is paused: 0 of 3 pods updated, 0 available; 3 pods never get ready (image registry.example.com/web:1)',
    next: 'kubectl rollout resume deployment/web',
    isFailing: true,
  },
];

test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, { files, scenario, ...expected }) => {
  const steps = `steps: [{ apply: app.yaml }]`;
  const report = played({ question: '', source: '', files, scenario: scenario ?? steps });
  const [verdict] = report.verdicts;
  expect({
    name: expected.name,
    verdict: `${verdict?.kind}/${verdict?.name} ${verdict?.outcome}`,
    reason: verdict?.reason,
    next: verdict?.next,
    ...(verdict?.note !== undefined && { note: verdict.note }),
    isFailing: isFailing(report),
  }).toEqual(expected);
});

test('is said plainly', () => {
  const files = first(job('migrate', { suspend: true }), web(PAUSED));
  const report = played({ question: '', source: '', files, scenario: 'steps: [{ apply: app.yaml }]' });
  expect(answer(report).split('\n')).toEqual([
    'Deployment default/web: paused',
    '  availability  never up: the manifest promises 3 of 3',
    '  peak          0 pods at once',
    '  stuck         no, it waits on purpose: spec.paused: the Deployment is paused: no pod is created until it is resumed',
    '  next          kubectl rollout resume deployment/web',
    '  duration      on hold after 0s',
    '  status        kubectl rollout status waits for ever: Waiting for deployment "web" rollout to finish: 0 out of 3 new replicas have been updated...',
    'Job default/migrate: suspended',
    '  availability  none is promised',
    '  peak          0 pods at once',
    '  stuck         no, it waits on purpose: spec.suspend: the Job is suspended (0 of 1 completions, 0 failed pods)',
    `  next          kubectl patch job/migrate -p '{"spec":{"suspend":false}}'`,
    '  duration      on hold after 0s',
    '2 workloads simulated, 1 paused, 1 suspended',
  ]);
});
