/**
 * What the objects of a namespace take of its quotas, kept up to date object by object. A sum is begun when a quota first
 * asks for it; without quotas nothing is summed.
 */

import type { Kind, WorldObject } from '../objects/kinds.js';
import { isTerminal } from '../objects/pod.js';
import type { QuotaScope } from '../objects/resource-quota.js';
import type { World } from '../world.js';
import { type Amount, type Amounts, askedFor, pieces } from './quota-amounts.js';
import { isInScopes } from './quota-scope.js';

/** The sum of all objects of one kind in a namespace that are in some scopes. */
interface Sum {
  readonly scopes: readonly QuotaScope[];
  readonly amounts: Map<string, Amount>;
}

/** Sums by `kind namespace`, then by scopes; changed by `recountQuotas` and `usageOf` alone. */
export type QuotaUsage = Map<string, Map<string, Sum>>;

const ROOT_CERTIFICATES: Amounts = new Map(['configmaps', 'count/configmaps'].map((name) => [name, pieces(1)]));

/** What the objects of that kind and namespace take that are in these scopes. */
export function usageOf(
  world: World,
  { kind, namespace }: { readonly kind: Kind; readonly namespace: string },
  scopes: readonly QuotaScope[],
): Amounts {
  const { quotas } = world.indexes;
  const place = `${kind} ${namespace}`;
  const sums = quotas.get(place) ?? new Map<string, Sum>();
  quotas.set(place, sums);
  const text = JSON.stringify(scopes);
  const known = sums.get(text);
  if (known !== undefined) return known.amounts;
  // Every namespace has `kube-root-ca.crt`.
  const sum: Sum = { scopes, amounts: new Map(kind === 'ConfigMap' ? ROOT_CERTIFICATES : []) };
  const objects: ReadonlyMap<string, WorldObject> = world.objects[kind];
  for (const object of objects.values()) if (object.metadata.namespace === namespace) add(sum, object, 1);
  sums.set(text, sum);
  return sum.amounts;
}

/** Brings the sums from `before` to `after` of one object. */
export function recountQuotas(
  quotas: QuotaUsage,
  before: WorldObject | undefined,
  after: WorldObject | undefined,
): void {
  const object = after ?? before;
  if (quotas.size === 0 || object === undefined || isAlike(before, after)) return;
  for (const sum of quotas.get(`${object.kind} ${object.metadata.namespace}`)?.values() ?? []) {
    if (before !== undefined) add(sum, before, -1);
    if (after !== undefined) add(sum, after, 1);
  }
}

function isAlike(before: WorldObject | undefined, after: WorldObject | undefined): boolean {
  if (before === undefined || after === undefined || before.spec !== after.spec) return false;
  return before.kind !== 'Pod' || after.kind !== 'Pod' || isTerminal(before) === isTerminal(after);
}

function add({ scopes, amounts }: Sum, object: WorldObject, sign: 1 | -1): void {
  if (object.kind === 'Pod' && !isInScopes(object.spec, scopes)) return;
  for (const [name, { value, format }] of askedFor(object)) {
    const sum = amounts.get(name);
    // A sum is written as the first amount in it.
    amounts.set(name, { value: (sum?.value ?? 0) + sign * value, format: sum?.value ? sum.format : format });
  }
}
