/**
 * What can be looked up about pods. Thousands of pods of one template change alike at one moment, so they are counted
 * together: what they share is looked up once, and only their keys and their nodes are looked at one by one.
 */

import { recountQuotas } from './admission/quota-usage.js';
import type { Indexes } from './indexes.js';
import { relabel } from './label-index.js';
import { contentOf, countSibling, use } from './node-contents.js';
import { controllerOf } from './objects/metadata.js';
import { isActive, isTerminal, type Pod } from './objects/pod.js';
import { recount, recountReady } from './pod-counts.js';
import { place } from './scheduler/placements.js';
import { nonZeroRequests, podRequests } from './scheduler/resources.js';
import { indexVolumes } from './volumes/volume-index.js';

/**
 * Pods before and after the same change, in the same order: alike but for their names and nodes. One list is empty where
 * the pods are new, or gone.
 */
export interface PodChanges {
  readonly befores: readonly Pod[];
  readonly afters: readonly Pod[];
}

/** Brings all indexes but that of owners from before to after of pods that change alike. */
export function reindexPods(indexes: Indexes, changes: PodChanges): void {
  const { befores, afters } = changes;
  const [before] = befores;
  const [after] = afters;
  noteChange(indexes, before);
  if (before?.metadata.ownerReferences !== after?.metadata.ownerReferences) noteChange(indexes, after);
  if (before !== undefined && after !== undefined && isSamePlace(before, after)) {
    if (before.status.ready !== after.status.ready && isActive(after)) recountReady(indexes.podCounts, afters);
    return;
  }
  relocate(indexes, changes);
  regroup(indexes, changes);
}

function noteChange({ podChanges }: Indexes, pod: Pod | undefined): void {
  const owner = pod && ownerOf(pod);
  if (owner === undefined) return;
  // `reindexPods` is the one that writes them.
  (podChanges as Map<string, number>).set(owner, (podChanges.get(owner) ?? 0) + 1);
}

/** Does nothing differ that an index looks at, but for the pod's readiness? */
function isSamePlace(before: Pod, after: Pod): boolean {
  return (
    before.metadata === after.metadata &&
    before.node === after.node &&
    before.spec === after.spec &&
    before.status.nominatedNode === after.status.nominatedNode &&
    before.status.unschedulable === after.status.unschedulable &&
    isTerminal(before) === isTerminal(after)
  );
}

/** Everything but what is on the nodes, where `settler` has put the pods already. */
export function regroup(indexes: Indexes, changes: PodChanges): void {
  const { befores, afters } = changes;
  recount(indexes.podCounts, changes);
  place(indexes.placements, changes);
  // Few pods have volumes, and few runs have quotas or ask for labels.
  const hasVolumes = befores[0]?.spec.volumes !== undefined || afters[0]?.spec.volumes !== undefined;
  if (!hasVolumes && indexes.quotas.size === 0 && indexes.labels.pods === undefined) return;
  const size = Math.max(befores.length, afters.length);
  for (let at = 0; at < size; at++) {
    relabel(indexes.labels, befores[at], afters[at]);
    indexVolumes(indexes.volumes, befores[at], afters[at]);
    recountQuotas(indexes.quotas, befores[at], afters[at]);
  }
}

/** What is on the nodes. */
function relocate(indexes: Indexes, { befores, afters }: PodChanges): void {
  const [before] = befores;
  const [after] = afters;
  const isMoved = before?.node !== after?.node;
  if (!isMoved && before !== undefined && after !== undefined && isSameWeight(before, after)) return;
  if (before !== undefined) settleAll(settler(indexes, before, { isMoved, sign: -1 }), befores);
  if (after !== undefined) settleAll(settler(indexes, after, { isMoved, sign: 1 }), afters);
}

function settleAll(settle: (pod: Pod) => void, pods: readonly Pod[]): void {
  for (const pod of pods) settle(pod);
}

/** Do both count alike on their node? */
function isSameWeight(before: Pod, after: Pod): boolean {
  return (
    before.spec === after.spec &&
    isTerminal(before) === isTerminal(after) &&
    isActive(before) === isActive(after) &&
    before.metadata.labels === after.metadata.labels &&
    ownerOf(before) === ownerOf(after)
  );
}

function ownerOf({ metadata }: Pod): string | undefined {
  return controllerOf(metadata)?.uid;
}

/** Adds pods that are like the first to what is on their nodes, or takes them out, one by one. */
export function settler(
  indexes: Indexes,
  first: Pod,
  { isMoved, sign }: { readonly isMoved: boolean; readonly sign: 1 | -1 },
): (pod: Pod) => void {
  const weight = { requests: podRequests(first.spec), nonZero: nonZeroRequests(first.spec) };
  const isAlive = !isTerminal(first);
  const owner = isActive(first) ? ownerOf(first) : undefined;
  // This module is the one that writes them.
  const nodeChanges = indexes.nodeChanges as string[];
  return ({ node, metadata }) => {
    if (node === undefined) return;
    const content = contentOf(indexes.nodeContents, node);
    if (isMoved && sign === 1) content.pods.add(metadata.key);
    if (isMoved && sign === -1) content.pods.delete(metadata.key);
    if (isAlive) use(content, weight, sign);
    if (owner !== undefined) countSibling(content, owner, sign);
    if (isMoved || sign === 1) nodeChanges.push(node);
  };
}
