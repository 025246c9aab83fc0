/**
 * ResourceQuota: refuses objects that would go beyond it. Follows kubernetes@v1.35.4
 * staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go and pkg/quota/v1/evaluator/core/pods.go.
 *
 * Not modelled: scopes, object counts other than pods, the moment between an end and the quota's next look (freed amounts
 * are free at once), a quota on resources that a pod leaves out (refused by the real one).
 */

import type { PodSpec } from '../../kube/types.generated.js';
import type { NewObject } from '../action.js';
import { isTerminal } from '../objects/pod.js';
import type { ResourceQuota } from '../objects/resource-quota.js';
import { amounts, podRequests } from '../scheduler/resources.js';
import type { World } from '../world.js';

/** The refusal of a pod by a quota of its namespace. */
export function quotaRefusal(world: World, object: NewObject, name: string): string | undefined {
  if (object.kind !== 'Pod') return undefined;
  for (const quota of world.objects.ResourceQuota.values()) {
    if (quota.metadata.namespace !== object.metadata.namespace) continue;
    const exceeded = exceededBy(world, quota, object);
    if (exceeded !== undefined)
      return `pods "${name}" is forbidden: exceeded quota: ${quota.metadata.name}, ${exceeded}`;
  }
  return undefined;
}

function exceededBy(
  world: World,
  quota: ResourceQuota,
  pod: Extract<NewObject, { readonly kind: 'Pod' }>,
): string | undefined {
  const asked = askedFor(pod.spec);
  const used = usage(world, quota.metadata.namespace);
  const beyond = [...quota.spec.hard].filter(([name, hard]) => {
    const more = asked.get(name) ?? 0;
    return more > 0 && (used.get(name) ?? 0) + more > hard;
  });
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

/** The amounts of a pod under the names that quotas use: `requests.cpu` and plain `cpu` are the same. */
function askedFor(spec: PodSpec): Map<string, number> {
  const asked = new Map([
    ['pods', 1],
    ['count/pods', 1],
  ]);
  for (const [name, amount] of podRequests(spec)) {
    asked.set(`requests.${name}`, amount);
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') asked.set(name, amount);
  }
  for (const container of spec.containers ?? []) {
    for (const [name, amount] of amounts(container.resources?.limits)) {
      asked.set(`limits.${name}`, (asked.get(`limits.${name}`) ?? 0) + amount);
    }
  }
  return asked;
}

function usage(world: World, namespace: string): Map<string, number> {
  const used = new Map<string, number>();
  for (const pod of world.objects.Pod.values()) {
    if (pod.metadata.namespace !== namespace || isTerminal(pod)) continue;
    for (const [name, amount] of askedFor(pod.spec)) used.set(name, (used.get(name) ?? 0) + amount);
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
