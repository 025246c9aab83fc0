/** What `kubectl describe` says of a pod that no node takes. Follows kubernetes@v1.35.4 pkg/scheduler/framework/types.go. */

import { isGateOn } from '../../kube/gates.js';
import type { World } from '../world.js';
import type { Refusal } from './plugin.js';

/** What came of the attempt to make room by preemption. */
export type Preemption =
  /** Room is being made. */
  | { readonly kind: 'victims' }
  /** The pod may not preempt, and why. */
  | { readonly kind: 'not-eligible'; readonly reason: string }
  /** What keeps each node from being a candidate, by node; the others would not help. */
  | { readonly kind: 'none'; readonly refusals: readonly Refusal[]; readonly total: number };

/** No node takes the pod, each for its own reasons: `0/5 nodes are available: …` */
export function noFitMessage(refusals: readonly Refusal[], preemption: Preemption, world: World): string {
  const total = refusals.length;
  if (total === 0) return 'no nodes available to schedule pods';
  const reasons = histogram(refusals.flatMap((refusal) => refusal.reasons));
  const head = `0/${total} nodes are available:${reasons === '' ? '' : ` ${reasons}.`}`;
  const tail = preemptionText(preemption);
  if (tail === '') return head;
  return `${head} ${hasDeviceClaims(world) ? 'no new claims to deallocate, ' : ''}preemption: ${tail}`;
}

/** No node at all comes into question, for one reason. */
export function refusedMessage(reason: string, total: number, world: World): string {
  // The plugin of device claims, which comes before preemption, then misses what it never wrote down.
  const tail = hasDeviceClaims(world)
    ? 'not found'
    : `preemption: 0/${total} nodes are available: ${total} ${UNHELPFUL}.`;
  return `0/${total} nodes are available: ${reason}. ${tail}`;
}

const UNHELPFUL = 'Preemption is not helpful for scheduling';

function hasDeviceClaims({ settings }: World): boolean {
  return isGateOn('DynamicResourceAllocation', settings.version);
}

function preemptionText(preemption: Preemption): string {
  if (preemption.kind === 'victims') return '';
  if (preemption.kind === 'not-eligible') return preemption.reason;
  const { refusals, total } = preemption;
  const unhelpful = Array.from({ length: total - refusals.length }, () => UNHELPFUL);
  return `0/${total} nodes are available: ${histogram([...refusals.flatMap(({ reasons }) => reasons), ...unhelpful])}.`;
}

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
