import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PodSpec, Probe } from '../../src/kube/types.generated.js';
import { DEFAULT_ASSUMPTIONS, type LifeSource } from '../../src/simulate/kubelet/behaviour.js';
import { lifeFrom } from '../../src/simulate/kubelet/life.js';
import { nextBackOff } from '../../src/simulate/kubelet/restart.js';
import { stopAll } from '../../src/simulate/kubelet/termination.js';
import { isWildcardMatch } from '../../src/simulate/kubelet/wildcard.js';

const pod = (readinessProbe?: Probe, startupProbe?: Probe): PodSpec => ({
  containers: [{ name: 'app', readinessProbe, startupProbe }],
});

const ready: readonly { readonly name: string; readonly spec: PodSpec; readonly seconds: number }[] = [
  { name: 'no probe: at once', spec: pod(), seconds: 0 },
  { name: 'the first probe after the program answers', spec: pod({ periodSeconds: 10 }), seconds: 10 },
  { name: 'a short period finds it sooner', spec: pod({ periodSeconds: 2 }), seconds: 8 },
  { name: 'the initial delay is the least', spec: pod({ initialDelaySeconds: 30 }), seconds: 30 },
  { name: 'three successes take two periods more', spec: pod({ periodSeconds: 5, successThreshold: 3 }), seconds: 20 },
  { name: 'readiness waits for the startup probe', spec: pod({ periodSeconds: 10 }, { periodSeconds: 4 }), seconds: 8 },
  {
    name: 'the slowest container decides',
    spec: { containers: [{ name: 'a' }, { name: 'b', readinessProbe: { initialDelaySeconds: 20 } }] },
    seconds: 20,
  },
];

function source(assumptions: Partial<LifeSource['assumptions']>): LifeSource {
  return {
    given: [],
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...assumptions },
    isJob: false,
    hasSidecars: true,
    hasContainerPolicies: true,
    canRestartAll: true,
  };
}

describe('a pod is ready', () => {
  test.each(ready)('$name', ({ spec, seconds }) => {
    const { containers } = lifeFrom(spec, source({ appReadySeconds: 7 }));
    const times = containers.flatMap(({ course }) => course.filter(({ what }) => what.kind === 'ready'));
    expect(Math.max(...times.map(({ atMs }) => atMs))).toBe(seconds * 1000);
  });
});

const gone: readonly { readonly name: string; readonly spec: PodSpec; readonly seconds: number }[] = [
  { name: 'when the program has ended', spec: {}, seconds: 2 },
  {
    name: 'after preStop sleep',
    spec: { containers: [{ name: 'a', lifecycle: { preStop: { sleep: { seconds: 5 } } } }] },
    seconds: 7,
  },
  {
    name: 'after a sleep in a shell',
    spec: { containers: [{ name: 'a', lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 10'] } } } }] },
    seconds: 12,
  },
  {
    name: 'preStop is cut off at the end of the grace period; then two seconds are left for SIGTERM',
    spec: {
      terminationGracePeriodSeconds: 4,
      containers: [{ name: 'a', lifecycle: { preStop: { sleep: { seconds: 60 } } } }],
    },
    seconds: 6,
  },
];

describe('a deleted pod is gone', () => {
  test.each(gone)('$name', ({ spec, seconds }) => {
    const { containers, fresh } = lifeFrom({ containers: [{ name: 'a' }], ...spec }, source({ shutdownSeconds: 2 }));
    const running = fresh.map((state) => ({ ...state, state: 'running' as const }));
    const graceMs = Number(spec.terminationGracePeriodSeconds ?? 30) * 1000;
    expect(stopAll(containers, running, graceMs)).toEqual([{ ms: seconds * 1000, code: 143 }]);
  });
});

test('a container restarts at once, then after 10 s doubled up to 5 minutes', () => {
  const waits = [0];
  while (waits.length < 8) waits.push(nextBackOff(waits.at(-1) ?? 0));
  expect(waits.map((wait) => wait / 1000)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
});

test('wildcards match as the same pattern written as a regular expression', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 6 });
  fc.assert(
    fc.property(pattern, letters, (wanted, text) => {
      const expression = new RegExp(`^${wanted.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(isWildcardMatch(wanted, text)).toBe(expression.test(text));
    }),
  );
});
