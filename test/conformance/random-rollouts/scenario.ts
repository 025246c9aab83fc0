/** What the generator makes: a scenario in the form of the oracle's `trace`, and the pods in it. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { RecordedStep } from '../rollouts/play.js';
import type { Dice } from './dice.js';

/** A scenario: its steps, and the manifests that they apply, by the name of their file. */
export interface RandomScenario {
  readonly description: string;
  readonly steps: readonly RecordedStep[];
  readonly files: ReadonlyMap<string, JsonObject | readonly JsonObject[]>;
}

/** Times of pods, in milliseconds; a pod without a probe is ready when it runs. */
export interface PodTimes {
  readonly start: number;
  readonly ready: number;
  readonly terminate: number;
  readonly hasProbe: boolean;
}

/** Some times of pods. All end well within the time in which `stable` waits for changes. */
export function podTimes(dice: Dice): PodTimes {
  return {
    start: dice.of([200, 300, 700]),
    ready: dice.of([500, 800, 1500, 2500]),
    terminate: dice.of([300, 800, 2000]),
    hasProbe: dice.chance(0.9),
  };
}

/** The template of a pod `app: x` with one container `app`, whose image says by its tag what becomes of it. */
export function podTemplate(tag: string, { start, ready, terminate, hasProbe }: PodTimes, spec: JsonObject = {}) {
  const knobs = {
    'oracle/start-after': `${start}ms`,
    'oracle/ready-after': `${ready}ms`,
    'oracle/terminate-after': `${terminate}ms`,
  };
  const probe = hasProbe ? { readinessProbe: { httpGet: { path: '/', port: 80 } } } : {};
  return {
    metadata: { labels: { app: 'x' }, annotations: knobs },
    spec: { ...spec, containers: [{ name: 'app', image: `app:${tag}`, ...probe }] },
  };
}

/** An object `x` of that kind; of apps/v1 unless the table says otherwise. */
export function objectOf(kind: string, spec: JsonObject): JsonObject {
  const group = new Map([
    ['Job', 'batch/v1'],
    ['PodDisruptionBudget', 'policy/v1'],
    ['HorizontalPodAutoscaler', 'autoscaling/v2'],
  ]);
  return { apiVersion: group.get(kind) ?? 'apps/v1', kind, metadata: { name: 'x' }, spec };
}

/** Waits until nothing has changed for so many seconds. */
export function stable(quietSeconds: number): RecordedStep {
  return { stable: { quiet: `${quietSeconds}s`, timeout: '150s' } };
}

/** Waits until nothing changes, or some moments, in the middle of whatever goes on. */
export function pause(dice: Dice, quietSeconds: number, shareOfStable: number): RecordedStep {
  return dice.chance(shareOfStable) ? stable(quietSeconds) : { sleep: `${dice.of([400, 1100, 2200, 3700])}ms` };
}

/** Deletes one or two pods, the first, oldest or newest. */
export function deletePods(dice: Dice): RecordedStep {
  const order = dice.of(['name', 'oldest', 'newest'] as const);
  return { pods: { selector: 'app=x', order, take: dice.whole(1, 2), do: 'delete' } };
}
