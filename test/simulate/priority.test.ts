import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { forecastOf } from './forecast-of.js';

function priorityClass(name: string, value: number, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more };
}

function pod(spec: JsonObject): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/web:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers, ...spec } };
}

const gold = priorityClass('gold', 1000, { preemptionPolicy: 'Never' });

const cases: readonly {
  readonly name: string;
  readonly classes: readonly JsonObject[];
  readonly spec: JsonObject;
  /** Class, number and policy of the pod, or the refusal. */
  readonly gets: string;
}[] = [
  { name: 'its class', classes: [gold], spec: { priorityClassName: 'gold' }, gets: 'gold 1000 Never' },
  { name: 'no class', classes: [gold], spec: {}, gets: ' 0 ' },
  {
    name: 'the lowest of the defaults',
    classes: [priorityClass('high', 9, { globalDefault: true }), priorityClass('low', 5, { globalDefault: true })],
    spec: {},
    gets: 'low 5 PreemptLowerPriority',
  },
  {
    name: 'a class of the system',
    classes: [],
    spec: { priorityClassName: 'system-node-critical' },
    gets: 'system-node-critical 2000001000 PreemptLowerPriority',
  },
  {
    name: 'another number',
    classes: [gold],
    spec: { priorityClassName: 'gold', priority: 5 },
    gets: 'pods "web" is forbidden: the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name',
  },
  {
    name: 'another policy',
    classes: [gold],
    spec: { priorityClassName: 'gold', preemptionPolicy: 'PreemptLowerPriority' },
    gets: 'pods "web" is forbidden: the string value of PreemptionPolicy (PreemptLowerPriority) must not be provided in pod spec; priority admission controller computed Never from the given PriorityClass name',
  },
];

describe('a new pod gets', () => {
  test.each(cases)('$name', ({ classes, spec, gets }) => {
    const run = forecastOf({ apply: [...classes, pod(spec)] });
    const stored = run.world.objects.Pod.get('default/web')?.spec;
    const { priorityClassName = '', priority = 0, preemptionPolicy = '' } = stored ?? {};
    const got =
      stored === undefined ? run.steps.at(-1)?.refused : `${priorityClassName} ${priority} ${preemptionPolicy}`;
    expect(got).toBe(gets);
  });
});
