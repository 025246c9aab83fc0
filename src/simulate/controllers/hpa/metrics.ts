/**
 * What the metrics server says of the pods of a target: the scenario's loads, shared by the pods that are ready.
 * Follows kubernetes@v1.35.4 pkg/controller/podautoscaler/{horizontal,replica_calculator}.go
 * (computeStatusForResourceMetricGeneric, calculateRequests) and metrics/client.go.
 */

import type { Container, MetricSpec, MetricTarget, PodSpec } from '../../../kube/types.generated.js';
import type { HorizontalPodAutoscaler, MetricReading } from '../../objects/horizontal-pod-autoscaler.js';
import type { Load, LoadAmount, MeteredResource } from '../../objects/load.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { podRequests } from '../../scheduler/resources.js';
import type { World } from '../../world.js';
import { selects } from '../claim.js';
import { customOutcome } from './custom-metrics.js';
import { averageReplicas, tolerancesOf, usageOf, utilizationReplicas } from './replicas.js';
import type { Target } from './target.js';

/** What one metric of an autoscaler leads to. */
export type MetricOutcome =
  | { readonly kind: 'proposal'; readonly replicas: number; readonly name: string; readonly reading: MetricReading }
  /** The controller cannot compute it, in its words. */
  | { readonly kind: 'failure'; readonly reason: string; readonly message: string; readonly summary: string }
  /** Nobody said what the pods use. */
  | { readonly kind: 'unknown' };

/** What a look has before it. */
export interface Looked {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly target: Target;
  /** The pods that the target's selector selects. */
  readonly pods: readonly Pod[];
  readonly world: World;
}

/** Looks at one metric. */
export function metricOutcome(spec: MetricSpec, looked: Looked): MetricOutcome {
  const { autoscaler, target, pods, world } = looked;
  const metric = meteredOf(spec);
  if (metric === undefined) return customOutcome(spec, looked);
  const { resource, container, goal } = metric;
  const isUtilization = goal.averageValue === undefined;
  const requests = isUtilization ? requestsOf(pods, resource, container) : new Map<string, number>();
  const loads = loadsOn(target, resource, world);
  // Whatever the load is, it cannot be held against requests that are not there.
  if (loads.length === 0) return typeof requests === 'string' ? failure(metric, requests) : { kind: 'unknown' };
  const usage = usageOfPods(loads, metric, world);
  const server = `unable to get metrics for resource ${resource}: no metrics returned from resource metrics API`;
  if (!pods.some((pod) => usage.has(pod.metadata.name))) return failure(metric, server);
  if (typeof requests === 'string') return failure(metric, requests);
  const measurement = {
    pods,
    usage,
    resource,
    currentReplicas: target.spec.replicas,
    tolerances: tolerancesOf(autoscaler, world.settings.version),
    now: world.now,
    measuredAt: measuredAt(loads, resource, world.now),
  };
  const proposal =
    goal.averageValue === undefined
      ? utilizationReplicas(measurement, goal.averageUtilization ?? 0, requests)
      : averageReplicas(measurement, usageOf(resource, goal.averageValue));
  if (typeof proposal === 'string') return failure(metric, proposal);
  const { replicas, ...shown } = proposal;
  return { kind: 'proposal', replicas, name: nameOf(metric), reading: { ...shown, resource } };
}

interface Metered {
  readonly resource: string;
  /** '' for the whole pod. */
  readonly container: string;
  readonly goal: MetricTarget;
}

function meteredOf({ type, resource, containerResource }: MetricSpec): Metered | undefined {
  if (type === 'Resource') return { resource: resource?.name ?? '', container: '', goal: resource?.target ?? {} };
  if (type !== 'ContainerResource') return undefined;
  const { name = '', container = '', target = {} } = containerResource ?? {};
  return { resource: name, container, goal: target };
}

function nameOf({ resource, container, goal }: Metered): string {
  const what = container === '' ? 'resource' : 'container resource';
  return goal.averageValue === undefined
    ? `${resource} ${what} utilization (percentage of request)`
    : `${resource} ${what}`;
}

function failure({ resource, container, goal }: Metered, why: string): MetricOutcome {
  const message = `failed to get ${resource} ${goal.averageValue === undefined ? 'utilization' : 'usage'}: ${why}`;
  const isPod = container === '';
  return {
    kind: 'failure',
    reason: isPod ? 'FailedGetResourceMetric' : 'FailedGetContainerResourceMetric',
    message,
    summary: isPod
      ? `failed to get ${resource} resource metric value: ${message}`
      : `failed to get ${container} container metric value: ${message}`,
  };
}

/** The loads that the pods of a target bear. */
function loadsOn(target: Target, resource: string, world: World): Load[] {
  if (resource !== 'cpu' && resource !== 'memory') return [];
  const labels = target.spec.template.metadata?.labels ?? {};
  return [...world.objects.Load.values()].filter(
    ({ metadata, spec }) =>
      metadata.namespace === target.metadata.namespace &&
      spec.amounts[resource] !== undefined &&
      selects(spec.selector, labels),
  );
}

/** The metrics server's times are whole seconds; without one pods are measured when somebody looks. */
function measuredAt(loads: readonly Load[], resource: string, now: number): number {
  const times = loads.flatMap(({ spec }) => {
    const amount = spec.amounts[resource as MeteredResource];
    return amount?.kind === 'measured' ? [wholeSeconds(amount.at)] : [];
  });
  return Math.min(now, ...times);
}

function usageOfPods(loads: readonly Load[], { resource, container }: Metered, world: World): Map<string, number> {
  const usage = new Map<string, number>();
  for (const load of loads) {
    // Only these two have loads.
    const amount = load.spec.amounts[resource as MeteredResource];
    if (amount === undefined || amount.kind === 'no-metrics') continue;
    const bearers = [...world.objects.Pod.values()].filter(
      (pod) => pod.metadata.namespace === load.metadata.namespace && bears(pod, load, amount),
    );
    for (const pod of bearers) {
      const { name } = pod.metadata;
      const share = shareOf(pod, amount, { resource, bearers: bearers.length });
      usage.set(name, (usage.get(name) ?? 0) + ofContainers(share, pod.spec, container));
    }
  }
  return usage;
}

function bears(pod: Pod, load: Load, amount: LoadAmount): boolean {
  if (amount.kind === 'measured') return amount.of.has(pod.metadata.name);
  return isActive(pod) && pod.status.ready && selects(load.spec.selector, pod.metadata.labels);
}

function shareOf(
  pod: Pod,
  amount: LoadAmount,
  { resource, bearers }: { readonly resource: string; readonly bearers: number },
): number {
  switch (amount.kind) {
    case 'shared':
      return amount.total / bearers;
    case 'each':
      return amount.amount;
    case 'percent':
      return ((podRequests(pod.spec).get(resource) ?? 0) * amount.percent) / 100;
    case 'measured':
      return amount.of.get(pod.metadata.name) ?? 0;
    case 'no-metrics':
      return 0;
    default: {
      const unknown: never = amount;
      return unknown;
    }
  }
}

/** A pod's use is spread evenly over its containers, in whole units. */
function ofContainers(share: number, { containers = [] }: PodSpec, container: string): number {
  const each = Math.floor(Math.floor(share) / Math.max(1, containers.length));
  return container === '' ? each * containers.length : each;
}

/** What each pod requests, or what is missing. */
function requestsOf(pods: readonly Pod[], resource: string, container: string): ReadonlyMap<string, number> | string {
  const requests = new Map<string, number>();
  for (const pod of pods) {
    const own = requestOf(pod.spec, resource, container);
    if (typeof own === 'string') return `${own} Pod ${pod.metadata.name}`;
    requests.set(pod.metadata.name, own);
  }
  return requests;
}

function requestOf(spec: PodSpec, resource: string, container: string): number | string {
  if (container === '' && spec.resources?.requests !== undefined) {
    const amount = podRequests(spec).get(resource);
    return amount ?? `missing pod-level request for ${resource} in`;
  }
  const all = [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []).filter((own) => own.restartPolicy === 'Always'),
  ];
  let sum = 0;
  for (const one of all) {
    if (container !== '' && one.name !== container) continue;
    const amount = requested(one, resource);
    if (amount === undefined) return `missing request for ${resource} in container ${one.name ?? ''} of`;
    sum += usageOf(resource, amount);
    if (container !== '') return sum;
  }
  return container === '' ? sum : `container ${container} not found in`;
}

/** Limits stand in for absent requests when a pod is created. */
function requested({ resources }: Container, resource: string): string | number | undefined {
  const { requests = {}, limits = {} } = resources ?? {};
  if (Object.hasOwn(requests, resource)) return requests[resource];
  return Object.hasOwn(limits, resource) ? limits[resource] : undefined;
}
