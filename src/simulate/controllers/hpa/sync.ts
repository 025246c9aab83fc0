/**
 * HorizontalPodAutoscaler: every 15 seconds compares what pods use with what they should, and sets `spec.replicas` of its
 * target.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 * Follows kubernetes@v1.35.4 pkg/controller/podautoscaler/{horizontal,replica_calculator}.go.
 *
 * Not modelled: selectors of Object, Pods and External metrics (a scenario gives one value by name), the delay of the metrics
 * server (a ready pod's use is known a second after it got ready), what pods use that run without being ready (they count
 * as pods without metrics), targets other than Deployments, ReplicaSets,
 * ReplicationControllers and StatefulSets, flags of the controller manager.
 */

import type { Steps, Sync } from '../../action.js';
import { controllerFor, wakeSelf } from '../../controller.js';
import type { AutoscalerStatus, HorizontalPodAutoscaler } from '../../objects/horizontal-pod-autoscaler.js';
import type { WorldObject } from '../../objects/kinds.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import { type Change, keyOf, type World } from '../../world.js';
import { type Decision, normalized, withScaleEvent } from './behavior.js';
import { type Finding, fails, holds, withFindings } from './conditions.js';
import { type Advice, active, adviceFor, type Failure } from './recommend.js';
import { type Target, targetOf } from './target.js';

const NAME = 'horizontal-pod-autoscaler';
const SOURCE = 'horizontal-pod-autoscaler';
const PERIOD_MS = 15_000;

/** The controller of autoscalers. */
export const horizontalPodAutoscalers = controllerFor({
  name: NAME,
  kind: 'HorizontalPodAutoscaler',
  watch: {
    HorizontalPodAutoscaler: watchSelf,
    Pod: watchPod,
    Load: wakeNeighbours,
    Deployment: watchSize,
    ReplicaSet: watchSize,
    ReplicationController: watchSize,
    StatefulSet: watchSize,
  },
  sync,
});

type Wake = (key: string) => void;

// Its own status is no news to it.
function watchSelf(change: Change<HorizontalPodAutoscaler>, world: World, wake: Wake): void {
  if (change.before?.spec !== change.after?.spec) wakeSelf(change, world, wake);
}

function watchPod(change: Change<Pod>, world: World, wake: Wake): void {
  const { before, after } = change;
  const isNews =
    before?.status.ready !== after?.status.ready ||
    before?.metadata.deletionTimestamp !== after?.metadata.deletionTimestamp;
  if (isNews) wakeNeighbours(change, world, wake);
}

function watchSize(change: Change, world: World, wake: Wake): void {
  if (change.before?.spec !== change.after?.spec) wakeNeighbours(change, world, wake);
}

/** What an autoscaler sees may have changed: it looks whether its next look has to be waited for. */
function wakeNeighbours({ object }: Change, world: World, wake: Wake): void {
  for (const autoscaler of world.objects.HorizontalPodAutoscaler.values()) {
    const isHere = autoscaler.metadata.namespace === object.metadata.namespace;
    if (isHere && !autoscaler.status.isAwaited) wake(keyOf(autoscaler));
  }
}

function* sync(autoscaler: HorizontalPodAutoscaler, world: World): Sync {
  const { status, metadata } = autoscaler;
  // The work queue holds a new autoscaler back for one period, as each time after.
  const due = (status.lookedAt ?? metadata.creationTimestamp) + PERIOD_MS;
  if (world.now >= due) {
    yield* look(autoscaler, world);
  } else if (!status.isAwaited && (status.lookedAt === undefined || isPending(autoscaler, world))) {
    yield { do: 'status', object: { ...autoscaler, status: { ...status, isAwaited: true } }, because: 'a change' };
    yield { do: 'wake', controller: NAME, key: metadata.key, at: due, patience: 'work' };
  }
  return undefined;
}

/** Would a look change the size, now or when windows and limits have passed? */
function isPending(autoscaler: HorizontalPodAutoscaler, world: World): boolean {
  const target = targetOf(autoscaler, world);
  if (target === undefined || typeof target === 'string') return false;
  return isLeadingOn(autoscaler, target, adviceFor(autoscaler, target, world));
}

function isLeadingOn({ spec }: HorizontalPodAutoscaler, target: Target, advice: Advice): boolean {
  if (advice.kind === 'bounds') return true;
  if (advice.kind !== 'metrics') return false;
  const wanted = Math.min(Math.max(advice.replicas, spec.minReplicas), spec.maxReplicas);
  const rules = wanted > target.spec.replicas ? spec.behavior?.scaleUp : spec.behavior?.scaleDown;
  return wanted !== target.spec.replicas && rules?.selectPolicy !== 'Disabled';
}

/** One look (`reconcileAutoscaler`). */
function* look(autoscaler: HorizontalPodAutoscaler, world: World): Steps {
  const target = targetOf(autoscaler, world);
  if (target === undefined || typeof target === 'string') {
    if (target !== undefined) yield* warn(autoscaler, { reason: 'FailedGetScale', message: target });
    const message = `the HPA controller was unable to get the target's current scale: ${target ?? 'its kind is not simulated'}`;
    const findings = target === undefined ? [] : [fails('AbleToScale', 'FailedGetScale', message)];
    yield* conclude(autoscaler, { findings, isAwaited: false }, world);
    return;
  }
  const advice = adviceFor(autoscaler, target, world);
  const { isRescaled = false, ...result } = yield* act({ autoscaler, target }, advice, world);
  const isAwaited = isRescaled || isLeadingOn(autoscaler, target, advice);
  yield* conclude(autoscaler, { ...result, isAwaited }, world);
}

/** What a look leaves in the status. */
interface Result extends Partial<AutoscalerStatus> {
  readonly findings: readonly Finding[];
  readonly isRescaled?: boolean;
}

/** An autoscaler with what it scales. */
interface Scaling {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly target: Target;
}

function* act({ autoscaler, target }: Scaling, advice: Advice, world: World): Steps<Result> {
  const currentReplicas = target.spec.replicas;
  const able = holds(
    'AbleToScale',
    'SucceededGetScale',
    "the HPA controller was able to get the target's current scale",
  );
  const initial = { replicas: currentReplicas, at: world.now };
  const { recommendations } = autoscaler.status;
  const known = recommendations.length === 0 ? [initial] : recommendations;
  const seen = { currentReplicas, recommendations: known, currentMetrics: [], unknownMetrics: [] };
  switch (advice.kind) {
    case 'disabled': {
      const message = 'scaling is disabled since the replica count of the target is zero';
      return { ...seen, desiredReplicas: 0, findings: [able, fails('ScalingActive', 'ScalingDisabled', message)] };
    }
    case 'unknown':
      return { ...seen, desiredReplicas: currentReplicas, unknownMetrics: advice.unknown, findings: [able] };
    case 'failed': {
      for (const failure of advice.failures) yield* warn(autoscaler, failure);
      const { summary, finding, readings } = advice;
      yield* warn(autoscaler, { reason: 'FailedComputeMetricsReplicas', message: summary });
      return { ...seen, currentMetrics: readings, findings: [able, finding] };
    }
    case 'bounds': {
      const rescaled = yield* rescale({ autoscaler, target }, advice, world);
      return { ...seen, ...rescaled, findings: [able, ...rescaled.findings] };
    }
    case 'metrics': {
      for (const failure of advice.failures) yield* warn(autoscaler, failure);
      const stored = { ...autoscaler, status: { ...autoscaler.status, recommendations: known } };
      const decision = normalized(stored, { currentReplicas, recommended: advice.replicas, now: world.now });
      const reason = reasonFor(advice, currentReplicas);
      const rescaled =
        decision.replicas === currentReplicas
          ? { desiredReplicas: currentReplicas, findings: [] }
          : yield* rescale({ autoscaler, target }, { replicas: decision.replicas, reason }, world);
      return {
        ...seen,
        ...measured(advice, decision),
        ...rescaled,
        findings: [able, active(advice.name), ...decision.findings, ...rescaled.findings],
      };
    }
    default: {
      const unknown: never = advice;
      return unknown;
    }
  }
}

/** Stabilisation may change the size although the metrics ask for none: then there is no reason. */
function reasonFor({ replicas, name }: Extract<Advice, { kind: 'metrics' }>, currentReplicas: number): string {
  if (replicas > currentReplicas) return `${name} above target`;
  return replicas < currentReplicas ? 'All metrics below target' : '';
}

function measured(
  advice: Extract<Advice, { kind: 'metrics' }>,
  { recommendations }: Decision,
): Partial<AutoscalerStatus> {
  return { currentMetrics: advice.readings, unknownMetrics: advice.unknown, recommendations };
}

function* rescale(
  { autoscaler, target }: Scaling,
  { replicas, reason }: { readonly replicas: number; readonly reason: string },
  world: World,
): Steps<Result> {
  const because = `HorizontalPodAutoscaler/${autoscaler.metadata.name}: ${reason || 'a recent recommendation'}`;
  // A target of any kind takes a number there.
  const object = { ...target, spec: { ...target.spec, replicas } } as WorldObject;
  yield { do: 'update', object, because };
  const message = `New size: ${replicas}; reason: ${reason}`;
  yield {
    do: 'event',
    object: autoscaler,
    source: SOURCE,
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message,
    because,
  };
  const change = { from: target.spec.replicas, to: replicas, now: world.now };
  return {
    ...withScaleEvent(autoscaler, change),
    desiredReplicas: replicas,
    lastScaleTime: wholeSeconds(world.now),
    isRescaled: true,
    findings: [
      holds('AbleToScale', 'SucceededRescale', `the HPA controller was able to update the target scale to ${replicas}`),
    ],
  };
}

function* warn(autoscaler: HorizontalPodAutoscaler, { reason, message }: Failure): Steps {
  yield { do: 'event', object: autoscaler, source: SOURCE, type: 'Warning', reason, message, because: message };
}

/** Writes the status, and looks again after one period. */
function* conclude(
  autoscaler: HorizontalPodAutoscaler,
  { findings, isAwaited, ...seen }: Omit<Result, 'isRescaled'> & { readonly isAwaited: boolean },
  world: World,
): Steps {
  const conditions = withFindings(autoscaler.status.conditions, findings, world.now);
  const status = { ...autoscaler.status, ...seen, conditions, lookedAt: world.now, isAwaited };
  yield { do: 'status', object: { ...autoscaler, status }, because: 'its look every 15 seconds' };
  const at = world.now + PERIOD_MS;
  yield { do: 'wake', controller: NAME, key: autoscaler.metadata.key, at, patience: isAwaited ? 'work' : 'idle' };
}
