/** What a pod asks for and what a node has. Follows kubernetes@v1.35.4 pkg/api/v1/resource `PodRequests`. */

import { parseQuantity, quantityMilliValue, quantityValue } from '../../kube/quantity.js';
import type { Container, PodSpec } from '../../kube/types.generated.js';
import type { Resources } from '../objects/node.js';

type Amounts = { readonly [name: string]: string | number | bigint } | undefined;

/** Amounts as numbers: `cpu` in millicores, everything else in units. What does not parse counts as 0. */
export function amounts(given: Amounts): Map<string, number> {
  const parsed = new Map<string, number>();
  for (const [name, quantity] of Object.entries(given ?? {})) parsed.set(name, amountOf(name, quantity));
  return parsed;
}

function amountOf(name: string, quantity: string | number | bigint): number {
  const parsed = parseQuantity(quantity);
  if (parsed === undefined) return 0;
  return Number(name === 'cpu' || name.endsWith('.cpu') ? quantityMilliValue(parsed) : quantityValue(parsed));
}

const cache = new WeakMap<PodSpec, Resources>();

/**
 * What the scheduler reserves for a pod: the sum of its containers and sidecars, or more if an init container asks for
 * more than runs beside it; pod-level requests win; overhead on top. Limits stand in for absent requests.
 */
export function podRequests(spec: PodSpec): Resources {
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const requests = sumOf(spec, (container) => containerRequests(container));
  for (const [name, amount] of amounts(spec.resources?.requests)) requests.set(name, amount);
  addTo(requests, amounts(spec.overhead));
  cache.set(spec, requests);
  return requests;
}

// pkg/scheduler/util/pod_resources.go: what a container counts for in scores that asks for nothing.
const NON_ZERO: Resources = new Map([
  ['cpu', 100],
  ['memory', 200 * 1024 * 1024],
]);

const nonZeroCache = new WeakMap<PodSpec, { readonly cpu: number; readonly memory: number }>();

/** CPU (millicores) and memory (bytes) of a pod in scores: containers that ask for none of it count a little. */
export function nonZeroRequests(spec: PodSpec): { readonly cpu: number; readonly memory: number } {
  const known = nonZeroCache.get(spec);
  if (known !== undefined) return known;
  const requests = sumOf(spec, (container) => containerRequests(container, NON_ZERO));
  for (const [name, amount] of amounts(spec.resources?.requests)) requests.set(name, amount);
  addTo(requests, amounts(spec.overhead));
  const found = { cpu: requests.get('cpu') ?? 0, memory: requests.get('memory') ?? 0 };
  nonZeroCache.set(spec, found);
  return found;
}

/** What a pod may take at most (`PodLimits`): as `podRequests`, of limits; overhead is added to those that there are. */
export function podLimits(spec: PodSpec): Resources {
  const limits = sumOf(spec, (container) => amounts(container.resources?.limits));
  for (const [name, amount] of amounts(spec.resources?.limits)) limits.set(name, amount);
  for (const [name, amount] of amounts(spec.overhead)) {
    const own = limits.get(name) ?? 0;
    if (own > 0) limits.set(name, own + amount);
  }
  return limits;
}

function sumOf(spec: PodSpec, partOf: (container: Container) => Map<string, number>): Map<string, number> {
  const running = new Map<string, number>();
  for (const container of spec.containers ?? []) addTo(running, partOf(container));
  const sidecars = new Map<string, number>();
  const peak = new Map<string, number>();
  for (const container of spec.initContainers ?? []) {
    const own = partOf(container);
    if (container.restartPolicy === 'Always') {
      addTo(sidecars, own);
      raiseTo(peak, sidecars);
      continue;
    }
    addTo(own, sidecars);
    raiseTo(peak, own);
  }
  addTo(running, sidecars);
  raiseTo(running, peak);
  return running;
}

function containerRequests(container: Container, least: Resources = new Map()): Map<string, number> {
  const requests = new Map([...least, ...amounts(container.resources?.limits)]);
  for (const [name, amount] of amounts(container.resources?.requests)) requests.set(name, amount);
  return requests;
}

function addTo(sum: Map<string, number>, more: Resources): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0) + amount);
}

function raiseTo(least: Map<string, number>, other: Resources): void {
  for (const [name, amount] of other) least.set(name, Math.max(least.get(name) ?? 0, amount));
}
