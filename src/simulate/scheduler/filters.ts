/**
 * Why a pod does not fit on a node, in the words of `kubectl describe`. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins, in the order of the default profile.
 */

import { isGateOn } from '../../kube/gates.js';
import type { Taint, Toleration } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { affinityRefusal } from './inter-pod-affinity.js';
import { nodeAffinityRefusal } from './node-affinity.js';
import { portsRefusal } from './ports.js';
import { podRequests } from './resources.js';
import { spreadRefusal } from './topology-spread.js';

/** Why not this node. `isFinal`: evicting other pods would not help. */
export interface Refusal {
  readonly reasons: readonly string[];
  readonly isFinal: boolean;
}

type Filter = (pod: Pod, node: Node, world: World) => Refusal | undefined;

const FILTERS: readonly Filter[] = [
  unschedulable,
  taints,
  nodeAffinityRefusal,
  portsRefusal,
  fits,
  spreadRefusal,
  affinityRefusal,
];

/** The first reason against a node, `undefined` if the pod fits. */
export function refusalOf(pod: Pod, node: Node, world: World): Refusal | undefined {
  for (const filter of FILTERS) {
    const refusal = filter(pod, node, world);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const UNSCHEDULABLE: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function unschedulable(pod: Pod, node: Node): Refusal | undefined {
  if (!node.spec.unschedulable || isTolerated(UNSCHEDULABLE, pod.spec.tolerations ?? [])) return undefined;
  return { reasons: ['node(s) were unschedulable'], isFinal: true };
}

function taints(pod: Pod, node: Node, world: World): Refusal | undefined {
  const taint = node.spec.taints.find(
    (own) =>
      (own.effect === 'NoSchedule' || own.effect === 'NoExecute') && !isTolerated(own, pod.spec.tolerations ?? []),
  );
  if (taint === undefined) return undefined;
  // Since 1.35 the message leaves the taint out, so that equal reasons add up.
  const isShort = world.settings.version.minor >= 35;
  const reason = isShort ? 'taint(s)' : `taint {${taint.key ?? ''}: ${taint.value ?? ''}}`;
  return { reasons: [`node(s) had untolerated ${reason}`], isFinal: true };
}

/** Does one of the tolerations tolerate the taint? */
export function isTolerated(taint: Taint, tolerations: readonly Toleration[]): boolean {
  return tolerations.some((toleration) => {
    if (toleration.effect && toleration.effect !== taint.effect) return false;
    if (toleration.key && toleration.key !== taint.key) return false;
    if (toleration.operator === 'Exists') return true;
    return Boolean(toleration.key) && (toleration.value ?? '') === (taint.value ?? '');
  });
}

function fits(pod: Pod, node: Node, world: World): Refusal | undefined {
  const used = world.indexes.usage.get(node.metadata.name);
  const { allocatable } = node.status;
  const reasons: string[] = [];
  let isFinal = false;
  if ((used?.get('pods') ?? 0) + 1 > (allocatable.get('pods') ?? 0)) reasons.push('Too many pods');
  for (const [resource, amount] of podRequests(pod.spec)) {
    if (amount === 0) continue;
    const total = allocatable.get(resource) ?? 0;
    if (amount <= total - (used?.get(resource) ?? 0)) continue;
    reasons.push(`Insufficient ${resource}`);
    isFinal ||= amount > total;
  }
  return reasons.length === 0 ? undefined : { reasons, isFinal };
}

/** `0/5 nodes are available: …` as in the FailedScheduling event. */
export function noFitMessage(refusals: readonly Refusal[], world: World): string {
  const total = refusals.length;
  const head = `0/${total} nodes are available:`;
  const reasons = histogram(refusals.flatMap((refusal) => refusal.reasons));
  const preemption = histogram(
    refusals.map(({ isFinal }) =>
      isFinal ? 'Preemption is not helpful for scheduling' : 'No preemption victims found for incoming pod',
    ),
  );
  const claims = isGateOn('DynamicResourceAllocation', world.settings.version) ? 'no new claims to deallocate, ' : '';
  const tail = total === 0 ? '' : ` ${claims}preemption: ${head} ${preemption}.`;
  return total === 0 ? 'no nodes available to schedule pods' : `${head} ${reasons}.${tail}`;
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
