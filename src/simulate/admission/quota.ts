/**
 * ResourceQuota: refuses objects that would go beyond it. Follows k8s.io/apiserver@v0.35.4
 * pkg/admission/plugin/resourcequota/controller.go.
 *
 * Not modelled: counts of kinds that the world does not hold, the moment between an end and the quota's next look
 * (freed amounts are free at once), that the next recount forgets pods which should have been gone for their grace period.
 */

import type { NewObject } from '../action.js';
import { resourceName } from '../objects/resource-name.js';
import type { ResourceQuota } from '../objects/resource-quota.js';
import type { World } from '../world.js';
import { type Amount, type Amounts, askedFor, leftOut, written } from './quota-amounts.js';
import { isInScopes } from './quota-scope.js';
import { usageOf } from './quota-usage.js';

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
  const { hard, scopes } = quota.spec;
  if (scopes.length > 0 && (object.kind !== 'Pod' || !isInScopes(object.spec, scopes))) return undefined;
  const asked = askedFor(object);
  const limited = [...hard.keys()].filter((name) => (asked.get(name)?.value ?? 0) > 0);
  if (limited.length === 0) return undefined;
  const { namespace } = object.metadata;
  const used = usageOf(world, { kind: object.kind, namespace }, scopes);
  const beyond = limited
    .filter((name) => (used.get(name)?.value ?? 0) + (asked.get(name)?.value ?? 0) > (hard.get(name) ?? 0))
    .sort();
  if (beyond.length === 0) return undefined;
  const list = (of: (name: string) => string) => beyond.map((name) => `${name}=${of(name)}`).join(',');
  const amount = (map: Amounts) => (name: string) => written(name, map.get(name) ?? NOTHING);
  const limits = list((name) => quota.spec.written[name] ?? '');
  return `requested: ${list(amount(asked))}, used: ${list(amount(used))}, limited: ${limits}`;
}

const NOTHING: Amount = { value: 0, format: 'DecimalSI' };
