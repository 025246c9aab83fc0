/**
 * From what pods use to a number of replicas. Follows kubernetes@v1.35.4
 * pkg/controller/podautoscaler/replica_calculator.go (GetResourceReplicas, calcPlainMetricReplicas, groupPods).
 */

import { isGateOn } from '../../../kube/gates.js';
import { parseQuantity, quantityMilliValue } from '../../../kube/quantity.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import type { HorizontalPodAutoscaler } from '../../objects/horizontal-pod-autoscaler.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';

/** What each pod uses, by name. */
export type Usage = ReadonlyMap<string, number>;

/** A share of the target by which usage may be off before anything is done. */
export interface Tolerances {
  readonly scaleUp: number;
  readonly scaleDown: number;
}

/** What is measured against what. */
export interface Measurement {
  readonly pods: readonly Pod[];
  readonly usage: Usage;
  readonly resource: string;
  readonly currentReplicas: number;
  readonly tolerances: Tolerances;
  readonly now: number;
  /** When the pods were measured. */
  readonly measuredAt: number;
}

/** What a metric asks for. */
export interface Proposal {
  readonly replicas: number;
  /** Percent of the requests. */
  readonly utilization?: number;
  readonly average: number;
}

const CPU_INITIALIZATION_MS = 300_000;
const INITIAL_READINESS_MS = 30_000;
/** The window of a pod's metric: one has to lie after the pod got ready. */
const METRIC_WINDOW_MS = 1000;
const DEFAULT_TOLERANCE = 0.1;

/** 10 %, or what `behavior` says where the gate HPAConfigurableTolerance is on. */
export function tolerancesOf({ spec }: HorizontalPodAutoscaler, version: KubernetesVersion): Tolerances {
  const isConfigurable = isGateOn('HPAConfigurableTolerance', version);
  const own = (tolerance: string | number | undefined) => {
    const quantity = tolerance === undefined || !isConfigurable ? undefined : parseQuantity(tolerance);
    return quantity === undefined ? DEFAULT_TOLERANCE : Number(quantity.unscaled) * 10 ** quantity.scale;
  };
  return { scaleUp: own(spec.behavior?.scaleUp.tolerance), scaleDown: own(spec.behavior?.scaleDown.tolerance) };
}

/** Pods by what their metrics are good for. */
interface Groups {
  readonly readyCount: number;
  readonly unready: readonly Pod[];
  readonly missing: readonly Pod[];
  /** The usage of those that count. */
  readonly usage: Map<string, number>;
}

function groupPods({ pods, usage, resource, now, measuredAt }: Measurement): Groups {
  const [unready, missing]: [Pod[], Pod[]] = [[], []];
  const counted = new Map<string, number>();
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined || pod.status.phase === 'Failed') continue;
    const used = usage.get(name);
    if (pod.status.phase === 'Pending') unready.push(pod);
    else if (used === undefined) missing.push(pod);
    else if (resource === 'cpu' && isUnready(pod, now, measuredAt)) unready.push(pod);
    else counted.set(name, used);
  }
  return { readyCount: counted.size, unready, missing, usage: counted };
}

// A starting pod burns CPU before it serves: that counts once it is ready and was measured since.
function isUnready(pod: Pod, now: number, measuredAt: number): boolean {
  const startedAt = wholeSeconds(pod.status.scheduledAt ?? now);
  const { ready, readySince } = pod.status;
  const since = wholeSeconds(readySince);
  if (startedAt + CPU_INITIALIZATION_MS > now) return !ready || measuredAt < since + METRIC_WINDOW_MS;
  return !ready && startedAt + INITIAL_READINESS_MS > since;
}

/** The replicas for a target of so many percent of the requests; a text is why there is none. */
export function utilizationReplicas(
  measurement: Measurement,
  target: number,
  requests: ReadonlyMap<string, number>,
): Proposal | string {
  const ratioOf = (usage: Usage) => {
    const asked = [...usage.keys()].reduce((sum, name) => sum + (requests.get(name) ?? 0), 0);
    if (asked === 0) return undefined;
    const used = total(usage);
    const utilization = Math.floor((used * 100) / asked);
    return { ratio: utilization / target, utilization, average: Math.floor(used / usage.size) };
  };
  // Pods without a metric count as using all they request, or the target where that is more.
  const fallback = (pod: Pod) => Math.floor(((requests.get(pod.metadata.name) ?? 0) * Math.max(100, target)) / 100);
  return replicasFor(measurement, ratioOf, fallback);
}

/** The replicas for a target of so much per pod. */
export function averageReplicas(measurement: Measurement, target: number): Proposal | string {
  const ratioOf = (usage: Usage) => {
    const average = Math.floor(total(usage) / usage.size);
    return { ratio: average / target, average };
  };
  return replicasFor(measurement, ratioOf, () => target);
}

function total(usage: Usage): number {
  return [...usage.values()].reduce((sum, used) => sum + used, 0);
}

interface Reading {
  /** Of usage to target. */
  readonly ratio: number;
  readonly utilization?: number;
  readonly average: number;
}

function replicasFor(
  measurement: Measurement,
  ratioOf: (usage: Usage) => Reading | undefined,
  fallback: (pod: Pod) => number,
): Proposal | string {
  const { pods, currentReplicas } = measurement;
  if (pods.length === 0) return 'no pods returned by selector while calculating replica count';
  const groups = groupPods(measurement);
  if (groups.usage.size === 0) return 'did not receive metrics for targeted pods (pods might be unready)';
  const reading = ratioOf(groups.usage);
  if (reading === undefined) return 'no metrics returned matched known pods';
  const { ratio, ...shown } = reading;
  const isDamped = groups.missing.length > 0 || (groups.unready.length > 0 && ratio > 1);
  // 4 ready pods at 180 % of a target of 60 % → ceil(3 × 4) = 12.
  if (!isDamped) {
    const replicas = isWithin(ratio, measurement.tolerances) ? currentReplicas : Math.ceil(ratio * groups.readyCount);
    return { ...shown, replicas };
  }
  const damped = withoutMetrics(groups, ratio, fallback);
  const again = ratioOf(damped)?.ratio ?? ratio;
  const isOtherWay = (ratio < 1 && again > 1) || (ratio > 1 && again < 1);
  if (isWithin(again, measurement.tolerances) || isOtherWay) return { ...shown, replicas: currentReplicas };
  const replicas = Math.ceil(again * damped.size);
  const isBackwards = (again < 1 && replicas > currentReplicas) || (again > 1 && replicas < currentReplicas);
  return { ...shown, replicas: isBackwards ? currentReplicas : replicas };
}

/** Usage with those filled in that have no metric to go by: nothing when there is too much, all when there is too little. */
function withoutMetrics({ usage, missing, unready }: Groups, ratio: number, fallback: (pod: Pod) => number): Usage {
  const filled = new Map(usage);
  if (ratio < 1) for (const pod of missing) filled.set(pod.metadata.name, fallback(pod));
  if (ratio > 1) for (const pod of [...missing, ...unready]) filled.set(pod.metadata.name, 0);
  return filled;
}

/** Is the ratio of usage to target near enough to 1? */
export function isWithin(ratio: number, { scaleUp, scaleDown }: Tolerances): boolean {
  return 1 - scaleDown <= ratio && ratio <= 1 + scaleUp;
}

/** A quantity as usage is counted: millicores of CPU, else whole units. */
export function usageOf(resource: string, quantity: string | number): number {
  const parsed = parseQuantity(quantity);
  const milli = parsed === undefined ? 0 : Number(quantityMilliValue(parsed));
  return resource === 'cpu' ? milli : milli / 1000;
}
