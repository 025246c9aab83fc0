/**
 * What an autoscaler would do now. Follows kubernetes@v1.35.4 pkg/controller/podautoscaler/horizontal.go
 * (reconcileAutoscaler up to the update of the scale, computeReplicasForMetrics).
 */

import type { HorizontalPodAutoscaler, MetricReading } from '../../objects/horizontal-pod-autoscaler.js';
import type { Pod } from '../../objects/pod.js';
import type { World } from '../../world.js';
import { type Finding, fails, holds } from './conditions.js';
import { type MetricOutcome, metricOutcome } from './metrics.js';
import { podsOf, type Target, targetOf } from './target.js';

/** What the target's size and the metrics ask for. */
export type Advice =
  /** The target has no replicas: autoscaling is switched off. */
  | { readonly kind: 'disabled' }
  /** Beyond min or max: corrected without a look at the metrics. */
  | { readonly kind: 'bounds'; readonly replicas: number; readonly reason: string }
  | {
      readonly kind: 'metrics';
      readonly replicas: number;
      /** Which metric asks for the most. */
      readonly name: string;
      readonly readings: Readings;
      readonly unknown: readonly number[];
      readonly failures: readonly Failure[];
    }
  | {
      readonly kind: 'failed';
      readonly failures: readonly Failure[];
      readonly finding: Finding;
      readonly summary: string;
      /** Of the metrics that could be computed. */
      readonly readings: Readings;
    }
  /** No scenario says what the pods use. */
  | { readonly kind: 'unknown'; readonly unknown: readonly number[] };

/** What the metrics show, by their places. */
export type Readings = readonly (MetricReading | undefined)[];

/** An event about what cannot be computed. */
export interface Failure {
  readonly reason: string;
  readonly message: string;
}

/** What is asked for, for a target. */
export function adviceFor(autoscaler: HorizontalPodAutoscaler, target: Target, world: World): Advice {
  const { minReplicas, maxReplicas } = autoscaler.spec;
  const { replicas } = target.spec;
  if (replicas === 0 && minReplicas !== 0) return { kind: 'disabled' };
  if (replicas > maxReplicas)
    return { kind: 'bounds', replicas: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas' };
  if (replicas < minReplicas)
    return { kind: 'bounds', replicas: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas' };
  const pods = podsOf(target, world);
  const rivals = rivalsOf(autoscaler, pods, world);
  if (rivals !== undefined) return ambiguous(target, rivals);
  const outcomes = autoscaler.spec.metrics.map((spec) => metricOutcome(spec, { autoscaler, target, pods, world }));
  return adviceOf(outcomes, replicas);
}

function adviceOf(outcomes: readonly MetricOutcome[], currentReplicas: number): Advice {
  const unknown = outcomes.flatMap(({ kind }, place) => (kind === 'unknown' ? [place] : []));
  const failed = outcomes.filter((outcome) => outcome.kind === 'failure');
  const proposals = outcomes.filter((outcome) => outcome.kind === 'proposal');
  // The first of those that ask for the most.
  const [most] = [...proposals].sort((one, other) => other.replicas - one.replicas);
  const readings = outcomes.map((outcome) => (outcome.kind === 'proposal' ? outcome.reading : undefined));
  const [first] = failed;
  const isLess = most === undefined || most.replicas < currentReplicas;
  // A metric that fails forbids to go down: it might have asked for more.
  if (first !== undefined && isLess && (most !== undefined || unknown.length === 0)) {
    const count = `${failed.length} invalid out of ${outcomes.length}`;
    return {
      kind: 'failed',
      failures: failed,
      finding: unable(first),
      summary: `invalid metrics (${count}), first error is: ${first.summary}`,
      readings,
    };
  }
  if (most === undefined) return { kind: 'unknown', unknown };
  const { replicas, name } = most;
  return {
    kind: 'metrics',
    replicas,
    name,
    readings,
    unknown,
    failures: failed,
  };
}

function unable({ reason, message }: Failure): Finding {
  return fails('ScalingActive', reason, `the HPA was unable to compute the replica count: ${message}`);
}

/** That a number of replicas could be computed. */
export function active(name: string): Finding {
  const message = `the HPA was able to successfully calculate a replica count from ${name}`;
  return holds('ScalingActive', 'ValidMetricFound', message);
}

/** All autoscalers that select some of these pods, if there are several that have looked before. */
function rivalsOf(
  autoscaler: HorizontalPodAutoscaler,
  pods: readonly Pod[],
  world: World,
): readonly HorizontalPodAutoscaler[] | undefined {
  const others = [...world.objects.HorizontalPodAutoscaler.values()].filter(
    (other) =>
      other.metadata.uid !== autoscaler.metadata.uid &&
      other.metadata.namespace === autoscaler.metadata.namespace &&
      other.status.lookedAt !== undefined &&
      hasPodsAmong(other, pods, world),
  );
  return others.length === 0 ? undefined : [autoscaler, ...others];
}

function hasPodsAmong(other: HorizontalPodAutoscaler, pods: readonly Pod[], world: World): boolean {
  const target = targetOf(other, world);
  if (target === undefined || typeof target === 'string') return false;
  const own = new Set(podsOf(target, world));
  return pods.some((pod) => own.has(pod));
}

function ambiguous(target: Target, rivals: readonly HorizontalPodAutoscaler[]): Advice {
  const names = rivals.map(({ metadata }) => `{${metadata.name} ${metadata.namespace}}`).sort();
  const selector = selectorText(target);
  const message = `pods by selector ${selector} are controlled by multiple HPAs: [${names.join(' ')}]`;
  return {
    kind: 'failed',
    failures: [{ reason: 'AmbiguousSelector', message }],
    finding: fails('ScalingActive', 'AmbiguousSelector', message),
    summary: message,
    readings: [],
  };
}

function selectorText({ spec }: Target): string {
  return Object.entries(spec.selector.matchLabels ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
}
