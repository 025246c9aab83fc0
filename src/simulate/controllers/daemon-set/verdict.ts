/** How a DaemonSet fares, in numbers and words. */

import { admitted, refusal } from '../../admission/admit.js';
import type { Standing, WorkloadCounts } from '../../controller.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, managed, managerOf, type World } from '../../world.js';
import { holdsTemplate, revisionsOf } from '../controller-revisions.js';
import { nextFor, podTrouble, type Trouble } from '../trouble.js';
import { placementOn } from './placement.js';
import { isAvailable, isUpdated, podFor, podsByNode } from './pods.js';
import { hashOf } from './revisions.js';
import { limitsOf } from './size.js';

/** The DaemonSet's pods as they are now; `desired` is the number of nodes that should have one. */
export function counts(set: DaemonSet, world: World): WorkloadCounts {
  const { active, terminating } = world.indexes.podCounts.get(set.metadata.uid) ?? NO_PODS;
  const pods = managed(world, set.metadata.uid, 'Pod').filter((pod) => isActive(pod) && isPlaced(pod, set, world));
  const limits = limitsOf(set, world);
  return {
    desired: limits.desired,
    total: active,
    updated: updatedPods(set, pods, world).length,
    ready: pods.filter((pod) => pod.status.ready).length,
    available: pods.filter((pod) => isAvailable(pod, set, world)).length,
    terminating,
    maxUnavailable: limits.maxUnavailable,
  };
}

/** Is the pod on a node that should have one? */
function isPlaced(pod: Pod, set: DaemonSet, world: World): boolean {
  const node = pod.node === undefined ? undefined : world.objects.Node.get(`/${pod.node}`);
  return node === undefined ? pod.node === undefined : placementOn(node, set).shouldRun;
}

function updatedPods(set: DaemonSet, pods: readonly Pod[], world: World): Pod[] {
  const { selector, template } = set.spec;
  const current = revisionsOf(set, selector, world).findLast((revision) => holdsTemplate(revision, template));
  return current === undefined ? [] : pods.filter((pod) => isUpdated(pod, hashOf(current)));
}

/** Complete, or why not. */
export function standing(set: DaemonSet, world: World): Standing {
  const { desired, updated, available } = counts(set, world);
  const { name, namespace } = set.metadata;
  const flag = namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
  if (desired === 0) {
    const reason = `no node runs it${excluded(set, world)}`;
    return { outcome: 'stuck', reason, next: 'label nodes, tolerate their taints, or correct the node selector' };
  }
  if (updated >= desired && available >= desired) {
    const note = excluded(set, world).slice(2);
    return note === '' ? { outcome: 'complete' } : { outcome: 'complete', note };
  }
  const head = `${updated} of ${desired} pods updated, ${available} available`;
  if (set.spec.updateStrategy.type === 'OnDelete' && available >= desired) {
    const reason = `${head}: updateStrategy OnDelete replaces a pod only when somebody deletes it`;
    const pods = managed(world, set.metadata.uid, 'Pod').filter(isActive);
    const fresh = new Set(updatedPods(set, pods, world));
    const old = pods.filter((pod) => !fresh.has(pod)).map((pod) => pod.metadata.name);
    return { outcome: 'stuck', reason, next: `kubectl delete pod ${old.join(' ')}${flag}` };
  }
  const refusedFor = refused(set, world);
  const trouble = refusedFor ?? podTrouble([set], world);
  const hasEarlier = revisionsOf(set, set.spec.selector, world).length > 1;
  const undo = `kubectl rollout undo daemonset/${name}${flag} goes back and replaces the unavailable pods at once`;
  return {
    outcome: 'stuck',
    reason: `${head}: ${trouble.reason}${refusedFor === undefined ? limits(set, world) : ''}${excluded(set, world)}`,
    next: `nothing is rolled back by itself; ${trouble.next}${updated < desired && hasEarlier ? `; ${undo}` : ''}`,
  };
}

/** Why the API server does not take the pod of a node that has none, asked again: no condition says so. */
function refused(set: DaemonSet, world: World): Trouble | undefined {
  const pods = podsByNode(set, world);
  const nodes = [...world.objects.Node.values()].filter(
    (node) => !pods.has(node.metadata.name) && placementOn(node, set).shouldRun,
  );
  const [first] = nodes;
  if (first === undefined) return undefined;
  const object = admitted(world, podFor(set, '', first.metadata.name));
  const reason = refusal(world, object, `${set.metadata.name}-xxxxx`);
  return reason === undefined ? undefined : { reason, next: nextFor(reason) };
}

function limits(set: DaemonSet, world: World): string {
  if (set.spec.updateStrategy.type === 'OnDelete') return '';
  const { maxSurge, maxUnavailable } = limitsOf(set, world);
  return maxSurge > 0
    ? `; maxSurge ${maxSurge} allows no further step`
    : `; maxUnavailable ${maxUnavailable} allows no further step`;
}

/** Which nodes have no pod by intention, or keep one that they would not get again, and why. */
function excluded(set: DaemonSet, world: World): string {
  const pods = managed(world, set.metadata.uid, 'Pod').filter(isActive);
  const withPod = new Set(pods.map(({ node }) => node));
  const without = new Map<string, string[]>();
  const kept = new Map<string, string[]>();
  for (const node of world.objects.Node.values()) {
    const { shouldRun, reason } = placementOn(node, set);
    if (shouldRun) continue;
    const { name } = node.metadata;
    const byReason = withPod.has(name) ? kept : without;
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  const texts = [
    ...[...without].map(([reason, names]) => `not on ${listed(names)}: ${reason}`),
    ...[...kept].map(([reason, names]) => `what runs on ${listed(names)} stays, and would not come back: ${reason}`),
  ];
  return texts.map((text) => `; ${text}`).join('');
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 3).join(', ')}${more(names.length - 3)}`;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : '';
}

/** The DaemonSet behind a changed pod, or itself. A node changes how many are wanted: seen with the next pod. */
export function workloadOf({ object }: Change, world: World): DaemonSet | undefined {
  if (object.kind === 'DaemonSet') return object;
  return object.kind === 'Pod' ? managerOf(world, 'DaemonSet', object) : undefined;
}
