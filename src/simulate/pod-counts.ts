/** Counts of the pods that one object manages, kept up to date change by change. */

import { controllerOf, type Labels } from './objects/metadata.js';
import { isActive, isTerminal, isTerminating, type Pod } from './objects/pod.js';
import type { PodChanges } from './pod-index.js';

/** What a controller counts of its pods. */
export interface PodCounts {
  /** Neither ended nor being deleted. */
  readonly active: number;
  /** Active and Ready. */
  readonly ready: number;
  /** Being deleted, not ended. */
  readonly terminating: number;
  /** All that are not ended: what Recreate waits for. */
  readonly alive: number;
  /** Active pods by their labels; pods of one template share one labels object. */
  readonly labels: ReadonlyMap<Labels, number>;
}

/** By uid of the controller; changed by `recount` and `recountReady` alone. */
export type CountsByOwner = ReadonlyMap<string, PodCounts>;

type Writable<T> = { -readonly [P in keyof T]: T[P] };
type CountsState = Omit<Writable<PodCounts>, 'labels'> & { readonly labels: Map<Labels, number> };

/** No pods at all. */
export const NO_PODS: PodCounts = { active: 0, ready: 0, terminating: 0, alive: 0, labels: new Map() };

/** Brings the counts from before to after of active pods of which nothing but the readiness changed. */
export function recountReady(byOwner: CountsByOwner, pods: readonly Pod[]): void {
  const [first] = pods;
  const counts = first && countsOf(byOwner, first);
  if (first !== undefined && counts !== undefined) counts.ready += first.status.ready ? pods.length : -pods.length;
}

/** Brings the counts from before to after of pods that change alike. */
export function recount(byOwner: CountsByOwner, { befores, afters }: PodChanges): void {
  const [before] = befores;
  const [after] = afters;
  if (before !== undefined && after !== undefined && isCountedAlike(before, after)) return;
  if (before !== undefined) count(countsOf(byOwner, before), before, -befores.length);
  if (after !== undefined) count(countsOf(byOwner, after), after, afters.length);
}

function isCountedAlike(before: Pod, after: Pod): boolean {
  return (
    before.status.ready === after.status.ready &&
    before.metadata.labels === after.metadata.labels &&
    before.metadata.ownerReferences === after.metadata.ownerReferences &&
    isActive(before) === isActive(after) &&
    isTerminal(before) === isTerminal(after)
  );
}

/** The counts of the pod's controller; `undefined` if nobody manages it. */
function countsOf(byOwner: CountsByOwner, { metadata }: Pod): CountsState | undefined {
  const owner = controllerOf(metadata)?.uid;
  if (owner === undefined) return undefined;
  // This module alone writes the counts.
  const writable = byOwner as Map<string, CountsState>;
  const known = writable.get(owner);
  if (known !== undefined) return known;
  const fresh: CountsState = { active: 0, ready: 0, terminating: 0, alive: 0, labels: new Map() };
  writable.set(owner, fresh);
  return fresh;
}

/** Adds so many pods like this one; a negative number takes them out. */
function count(counts: CountsState | undefined, pod: Pod, more: number): void {
  if (counts === undefined) return;
  if (isTerminating(pod)) counts.terminating += more;
  if (!isTerminal(pod)) counts.alive += more;
  if (!isActive(pod)) return;
  counts.active += more;
  if (pod.status.ready) counts.ready += more;
  const { labels } = pod.metadata;
  const left = (counts.labels.get(labels) ?? 0) + more;
  if (left === 0) counts.labels.delete(labels);
  else counts.labels.set(labels, left);
}
