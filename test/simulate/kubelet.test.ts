import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PodSpec, Probe } from '../../src/kube/types.generated.js';
import { readyDelay } from '../../src/simulate/kubelet/probes.js';
import { backOffMs } from '../../src/simulate/kubelet/restart.js';
import { terminationDelay } from '../../src/simulate/kubelet/termination.js';
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

describe('a pod is ready', () => {
  test.each(ready)('$name', ({ spec, seconds }) => {
    expect(readyDelay(spec, 7000)).toBe(seconds * 1000);
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
    name: 'no later than its grace period',
    spec: {
      terminationGracePeriodSeconds: 4,
      containers: [{ name: 'a', lifecycle: { preStop: { sleep: { seconds: 60 } } } }],
    },
    seconds: 4,
  },
];

describe('a deleted pod is gone', () => {
  test.each(gone)('$name', ({ spec, seconds }) => {
    expect(terminationDelay(spec, 2000)).toBe(seconds * 1000);
  });
});

test('a container restarts at once, then after 10 s doubled up to 5 minutes', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((restarts) => backOffMs(restarts) / 1000)).toEqual([
    0, 10, 20, 40, 80, 160, 300, 300,
  ]);
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
