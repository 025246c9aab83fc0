/**
 * ResourceQuota: refuses objects that would go beyond it. Follows k8s.io/apiserver@v0.35.4
 * pkg/admission/plugin/resourcequota/controller.go.
 *
 * Not modelled: counts of kinds that the world does not hold, the moment between an end and the quota's next look
 * (freed amounts are free at once).
 */

import type { NewObject } from '../action.js';
import type { WorldObject } from '../objects/kinds.js';
import { isTerminal } from '../objects/pod.js';
import { resourceName } from '../objects/resource-name.js';
import type { QuotaScope, ResourceQuota } from '../objects/resource-quota.js';
import type { World } from '../world.js';
import { askedFor, leftOut } from './quota-amounts.js';
import { isInScopes } from './quota-scope.js';

/** The refusal of an object by a quota of its namespace. */
export function quotaRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (world.objects.ResourceQuota.size === 0) return undefined;
  const quotas = [...world.objects.ResourceQuota.values()].filter(
    ({ metadata }) => metadata.namespace === object.metadata.namespace,
  );
  const forbidden = `${resourceName(object.kind)} "${name}" is forbidden:`;
  if (object.kind === 'Pod') {
    for (const { spec, metadata } of quotas) {
      if (!isInScopes(object.spec, spec.scopes)) continue;
      const unsaid = leftOut(object.spec, [...spec.hard.keys()]);
      if (unsaid !== '') return `${forbidden} failed quota: ${metadata.name}: must specify ${unsaid}`;
    }
  }
  for (const quota of quotas) {
    const exceeded = exceededBy(world, quota, object);
    if (exceeded !== undefined) return `${forbidden} exceeded quota: ${quota.metadata.name}, ${exceeded}`;
  }
  return undefined;
}

function exceededBy(world: World, quota: ResourceQuota, object: NewObject): string | undefined {
  const { scopes } = quota.spec;
  if (scopes.length > 0 && (object.kind !== 'Pod' || !isInScopes(object.spec, scopes))) return undefined;
  const asked = askedFor(object);
  const limited = [...quota.spec.hard].filter(([name]) => (asked.get(name) ?? 0) > 0);
  if (limited.length === 0) return undefined;
  const used = usage(world, object, scopes);
  const beyond = limited.filter(([name, hard]) => (used.get(name) ?? 0) + (asked.get(name) ?? 0) > hard);
  if (beyond.length === 0) return undefined;
  const list = (of: (name: string) => string) =>
    beyond
      .map(([name]) => `${name}=${of(name)}`)
      .sort()
      .join(',');
  const amount = (map: ReadonlyMap<string, number>) => (name: string) => written(name, map.get(name) ?? 0);
  const limits = list((name) => quota.spec.written[name] ?? '');
  return `requested: ${list(amount(asked))}, used: ${list(amount(used))}, limited: ${limits}`;
}

/** What the objects of the same kind, namespace and scopes take. */
function usage(
  world: World,
  { kind, metadata: { namespace } }: NewObject,
  scopes: readonly QuotaScope[],
): Map<string, number> {
  const used = new Map<string, number>();
  const objects: ReadonlyMap<string, WorldObject> = world.objects[kind];
  for (const object of objects.values()) {
    if (object.metadata.namespace !== namespace) continue;
    if (object.kind === 'Pod' && (isTerminal(object) || !isInScopes(object.spec, scopes))) continue;
    for (const [name, amount] of askedFor(object)) used.set(name, (used.get(name) ?? 0) + amount);
  }
  return used;
}

function written(name: string, amount: number): string {
  if (name.endsWith('cpu')) return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  if (!name.includes('memory') && !name.includes('storage')) return String(amount);
  for (const [unit, size] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const) {
    if (amount > 0 && amount % size === 0) return `${amount / size}${unit}`;
  }
  return String(amount);
}
