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
  const requests = sumOf(spec);
  for (const [name, amount] of amounts(spec.resources?.requests)) requests.set(name, amount);
  addTo(requests, amounts(spec.overhead));
  cache.set(spec, requests);
  return requests;
}

function sumOf(spec: PodSpec): Map<string, number> {
  const running = new Map<string, number>();
  for (const container of spec.containers ?? []) addTo(running, containerRequests(container));
  const sidecars = new Map<string, number>();
  const peak = new Map<string, number>();
  for (const container of spec.initContainers ?? []) {
    const own = containerRequests(container);
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

function containerRequests(container: Container): Map<string, number> {
  const requests = amounts(container.resources?.limits);
  for (const [name, amount] of amounts(container.resources?.requests)) requests.set(name, amount);
  return requests;
}

function addTo(sum: Map<string, number>, more: Resources): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0) + amount);
}

function raiseTo(least: Map<string, number>, other: Resources): void {
  for (const [name, amount] of other) least.set(name, Math.max(least.get(name) ?? 0, amount));
}
