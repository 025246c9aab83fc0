/**
 * From what the metrics ask for to what is done about it: stabilisation, limits of speed, min and max. Follows
 * kubernetes@v1.35.4 pkg/controller/podautoscaler/horizontal.go (normalizeDesiredReplicas and …WithBehaviors).
 */

import type { HPAScalingRules } from '../../../kube/types.generated.js';
import type {
  AutoscalerStatus,
  HorizontalPodAutoscaler,
  Recommendation,
  ScaleEvent,
} from '../../objects/horizontal-pod-autoscaler.js';
import { type Finding, fails, holds } from './conditions.js';

/** --horizontal-pod-autoscaler-downscale-stabilization of the controller manager. */
const DOWNSCALE_WINDOW_MS = 300_000;

/** What is to be done, and why it is not just what the metrics asked for. */
export interface Decision {
  readonly replicas: number;
  readonly findings: readonly Finding[];
  readonly recommendations: readonly Recommendation[];
}

interface Limited {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

/** The size for a recommendation of the metrics. */
export function normalized(
  { spec, status }: HorizontalPodAutoscaler,
  {
    currentReplicas,
    recommended,
    now,
  }: { readonly currentReplicas: number; readonly recommended: number; readonly now: number },
): Decision {
  const { behavior, minReplicas, maxReplicas } = spec;
  const question = { currentReplicas, desired: recommended, minReplicas, maxReplicas, now };
  const stable = behavior === undefined ? stabilized(status, question) : stabilizedBy(behavior, status, question);
  const within = { ...question, desired: stable.replicas };
  const limited = behavior === undefined ? limitedByRules(within) : limitedBy(behavior, status, within);
  const isHeld = stable.replicas !== recommended;
  const able = isHeld
    ? holds('AbleToScale', stable.reason, stable.message)
    : holds('AbleToScale', 'ReadyForNewScale', 'recommended size matches current size');
  const isFree = limited.replicas === stable.replicas;
  const scaling = (isFree ? fails : holds)('ScalingLimited', limited.reason, limited.message);
  return { replicas: limited.replicas, findings: [able, scaling], recommendations: stable.recommendations };
}

interface Question {
  readonly currentReplicas: number;
  readonly desired: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly now: number;
}

type Stable = Limited & { readonly recommendations: readonly Recommendation[] };

const HIGHEST = 'recent recommendations were higher than current one, applying the highest recent recommendation';
const LOWEST = 'recent recommendations were lower than current one, applying the lowest recent recommendation';

/** Without `behavior`: the highest recommendation of the last five minutes. */
function stabilized({ recommendations }: AutoscalerStatus, { desired, now }: Question): Stable {
  const cutoff = now - DOWNSCALE_WINDOW_MS;
  const recent = recommendations.filter(({ at }) => at >= cutoff);
  const replicas = Math.max(desired, ...recent.map((recommendation) => recommendation.replicas));
  return {
    replicas,
    reason: 'ScaleDownStabilized',
    message: HIGHEST,
    recommendations: [...recent, { replicas: desired, at: now }],
  };
}

/** With `behavior`: as little up and as little down as any recommendation of each window asked for. */
function stabilizedBy(
  behavior: NonNullable<HorizontalPodAutoscaler['spec']['behavior']>,
  { recommendations }: AutoscalerStatus,
  { currentReplicas, desired, now }: Question,
): Stable {
  const upCutoff = now - (behavior.scaleUp.stabilizationWindowSeconds ?? 0) * 1000;
  const downCutoff = now - downWindowMs(behavior.scaleDown);
  let [lowest, highest] = [desired, desired];
  for (const { replicas, at } of recommendations) {
    if (at > upCutoff) lowest = Math.min(lowest, replicas);
    if (at > downCutoff) highest = Math.max(highest, replicas);
  }
  const isUp = desired >= currentReplicas;
  return {
    replicas: Math.min(Math.max(currentReplicas, lowest), highest),
    reason: isUp ? 'ScaleUpStabilized' : 'ScaleDownStabilized',
    message: isUp ? LOWEST : HIGHEST,
    recommendations: [
      ...recommendations.filter(({ at }) => at >= Math.min(upCutoff, downCutoff)),
      { replicas: desired, at: now },
    ],
  };
}

function downWindowMs({ stabilizationWindowSeconds }: HPAScalingRules): number {
  return stabilizationWindowSeconds === undefined ? DOWNSCALE_WINDOW_MS : stabilizationWindowSeconds * 1000;
}

const IN_RANGE = { reason: 'DesiredWithinRange', message: 'the desired count is within the acceptable range' };
const TOO_MANY = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const TOO_FAST_UP = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const TOO_FAST_DOWN = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};

/** Without `behavior`: at most doubled or to 4 at once, whichever is more. */
function limitedByRules({ currentReplicas, desired, minReplicas, maxReplicas }: Question): Limited {
  const limit = Math.max(2 * currentReplicas, 4);
  if (desired < minReplicas) return { replicas: minReplicas, ...TOO_FEW };
  if (desired > Math.min(limit, maxReplicas)) {
    return maxReplicas > limit ? { replicas: limit, ...TOO_FAST_UP } : { replicas: maxReplicas, ...TOO_MANY };
  }
  return { replicas: desired, ...IN_RANGE };
}

function limitedBy(
  { scaleUp, scaleDown }: NonNullable<HorizontalPodAutoscaler['spec']['behavior']>,
  status: AutoscalerStatus,
  question: Question,
): Limited {
  const { currentReplicas, desired, minReplicas, maxReplicas } = question;
  if (desired > currentReplicas) {
    const limit = Math.max(speedLimit('up', scaleUp, status, question), currentReplicas);
    const isSpeed = maxReplicas > limit;
    const most = isSpeed ? limit : maxReplicas;
    if (desired > most) return { replicas: most, ...(isSpeed ? TOO_FAST_UP : TOO_MANY) };
  }
  if (desired < currentReplicas) {
    const limit = Math.min(speedLimit('down', scaleDown, status, question), currentReplicas);
    const isSpeed = minReplicas < limit;
    const least = isSpeed ? limit : minReplicas;
    if (desired < least) return { replicas: least, ...(isSpeed ? TOO_FAST_DOWN : TOO_FEW) };
  }
  return { replicas: desired, ...IN_RANGE };
}

/** How far the policies of a direction let the size go now. */
function speedLimit(
  direction: 'up' | 'down',
  { policies = [], selectPolicy = 'Max' }: HPAScalingRules,
  { scaleUps, scaleDowns }: AutoscalerStatus,
  { currentReplicas, now }: Question,
): number {
  if (selectPolicy === 'Disabled') return currentReplicas;
  const limits = policies.map(({ type, value = 0, periodSeconds = 0 }) => {
    const start =
      currentReplicas -
      changeSince(scaleUps, now - periodSeconds * 1000) +
      changeSince(scaleDowns, now - periodSeconds * 1000);
    if (type === 'Pods') return direction === 'up' ? start + value : start - value;
    // 3 replicas + 50 % → 5 (rounded up); 3 replicas - 50 % → 1 (cut).
    return direction === 'up' ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
  });
  const isFarthest = selectPolicy !== 'Min';
  return isFarthest === (direction === 'up') ? Math.max(...limits) : Math.min(...limits);
}

function changeSince(events: readonly ScaleEvent[], cutoff: number): number {
  return events.reduce((sum, { change, at }) => (at > cutoff ? sum + change : sum), 0);
}

/** What the controller remembers of a change of size: as long as the longest policy of its direction looks back. */
export function withScaleEvent(
  { spec, status }: HorizontalPodAutoscaler,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): Pick<AutoscalerStatus, 'scaleUps' | 'scaleDowns'> {
  const { scaleUps, scaleDowns } = status;
  if (spec.behavior === undefined) return { scaleUps, scaleDowns };
  const kept = (events: readonly ScaleEvent[], { policies = [] }: HPAScalingRules) => {
    const longest = Math.max(0, ...policies.map(({ periodSeconds = 0 }) => periodSeconds));
    return [...events.filter(({ at }) => at >= now - longest * 1000), { change: Math.abs(to - from), at: now }];
  };
  return to > from
    ? { scaleUps: kept(scaleUps, spec.behavior.scaleUp), scaleDowns }
    : { scaleUps, scaleDowns: kept(scaleDowns, spec.behavior.scaleDown) };
}
