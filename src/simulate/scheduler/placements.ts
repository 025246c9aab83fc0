/**
 * Where pods are, grouped by what they are alike in: the pods of a template share their labels and their spec, so that a
 * question about all pods is answered by a few groups. Kept up to date by `pod-index.ts`.
 */

import { matchesSelector } from '../../kube/selector.js';
import type { LabelSelector, PodSpec } from '../../kube/types.generated.js';
import type { Labels } from '../objects/metadata.js';
import { isActive, isTerminal, type Pod } from '../objects/pod.js';
import type { PodChanges } from '../pod-index.js';

/** Pods of one group on one node. */
export interface Count {
  /** Those that have not ended. */
  alive: number;
  /** Those that are not being deleted either. */
  active: number;
}

/** Pods that share a spec, with terms about other pods. */
export interface AffinityGroup {
  /** One of them: namespace and labels are the same for all. */
  readonly pod: Pod;
  /** How many there are, by node. */
  readonly nodes: Map<string, number>;
}

/** The groups, of pods on nodes that have not ended where nothing else is said. */
export interface Placements {
  /** By namespace, labels and node. */
  readonly byLabels: Map<string, Map<Labels, Map<string, Count>>>;
  /** The labels of these groups, by one label that they have: `namespace\nkey\nvalue`. */
  readonly byLabel: Map<string, Set<Labels>>;
  /** Pods with inter-pod affinity or anti-affinity, required or preferred, by spec. */
  readonly affine: Map<PodSpec, AffinityGroup>;
  /** How many there are, by priority. */
  readonly priorities: Map<number, number>;
  /** Keys of pods without a node that nobody has looked at yet, by priority. */
  readonly untried: Map<number, Set<string>>;
  /** Keys of pods that no node takes, by priority and spec: those of one template fail for the same reasons. */
  readonly failed: Map<number, Map<PodSpec, Set<string>>>;
  /** Keys of those among them that look at other pods. */
  readonly watchful: Set<string>;
  /** Keys of pods without a node that room is being made for, by the node's name. */
  readonly nominated: Map<string, Set<string>>;
}

/** Nothing is anywhere. */
export function emptyPlacements(): Placements {
  return {
    byLabels: new Map(),
    byLabel: new Map(),
    affine: new Map(),
    priorities: new Map(),
    untried: new Map(),
    failed: new Map(),
    watchful: new Set(),
    nominated: new Map(),
  };
}

/** The same groups for another world. */
export function forkedPlacements(from: Placements): Placements {
  const copy = <K, V>(map: ReadonlyMap<K, V>, value: (own: V) => V) =>
    new Map([...map].map(([key, own]) => [key, value(own)] as const));
  return {
    byLabels: copy(from.byLabels, (groups) => copy(groups, (nodes) => copy(nodes, (count) => ({ ...count })))),
    byLabel: copy(from.byLabel, (groups) => new Set(groups)),
    affine: copy(from.affine, ({ pod, nodes }) => ({ pod, nodes: new Map(nodes) })),
    priorities: new Map(from.priorities),
    untried: copy(from.untried, (keys) => new Set(keys)),
    failed: copy(from.failed, (groups) => copy(groups, (keys) => new Set(keys))),
    watchful: new Set(from.watchful),
    nominated: copy(from.nominated, (keys) => new Set(keys)),
  };
}

/** Brings the groups from before to after of pods that change alike. */
export function place(placements: Placements, { befores, afters }: PodChanges): void {
  const [before] = befores;
  const [after] = afters;
  if (before === undefined || after === undefined || !isSameGroup(before, after)) {
    note(placements, befores, -1);
    note(placements, afters, 1);
  } else if (after.node !== undefined && isActive(before) !== isActive(after)) {
    noteLabels(placements, afters, { alive: 0, active: isActive(after) ? 1 : -1 });
  }
}

/** Nothing but whether it is being deleted, or how it does? */
function isSameGroup(before: Pod, after: Pod): boolean {
  return (
    before.node === after.node &&
    before.spec === after.spec &&
    before.metadata.labels === after.metadata.labels &&
    before.status.nominatedNode === after.status.nominatedNode &&
    before.status.unschedulable === after.status.unschedulable &&
    isTerminal(before) === isTerminal(after)
  );
}

function note(placements: Placements, pods: readonly Pod[], sign: 1 | -1): void {
  const [first] = pods;
  if (first === undefined || isTerminal(first)) return;
  if (first.node === undefined) {
    const { nominatedNode, unschedulable } = first.status;
    // Most have just come: one list for all.
    if (unschedulable === '' && nominatedNode === undefined) keepAll(placements.untried, first, { pods, sign });
    else for (const pod of pods) noteWaiting(placements, pod, sign);
    return;
  }
  add(placements.priorities, priorityOf(first), sign * pods.length);
  noteLabels(placements, pods, { alive: sign, active: isActive(first) ? sign : 0 });
  if (hasAffinity(first)) for (const pod of pods) noteAffine(placements, pod, sign);
}

function keepAll(
  untried: Placements['untried'],
  first: Pod,
  { pods, sign }: { readonly pods: readonly Pod[]; readonly sign: 1 | -1 },
): void {
  const priority = priorityOf(first);
  const keys = untried.get(priority) ?? new Set<string>();
  if (sign === 1) for (const { metadata } of pods) keys.add(metadata.key);
  else for (const { metadata } of pods) keys.delete(metadata.key);
  if (keys.size === 0) untried.delete(priority);
  else untried.set(priority, keys);
}

function noteWaiting(placements: Placements, pod: Pod, sign: 1 | -1): void {
  const { key } = pod.metadata;
  const { nominatedNode, unschedulable } = pod.status;
  if (unschedulable === '') keep(placements.untried, priorityOf(pod), key, sign);
  const isFailed = unschedulable !== '' && unschedulable !== GATED;
  if (isFailed) noteFailed(placements, pod, sign);
  if (isFailed && isWatchful(pod)) placements.watchful[sign === 1 ? 'add' : 'delete'](key);
  if (nominatedNode !== undefined) keep(placements.nominated, nominatedNode, key, sign);
}

/** What pods with scheduling gates wait for, as their PodScheduled condition says. */
export const GATED = 'Scheduling is blocked due to non-empty scheduling gates';

function isWatchful({ spec }: Pod): boolean {
  return spec.affinity?.podAffinity !== undefined || (spec.topologySpreadConstraints ?? []).length > 0;
}

/** The pod's priority; 0 without a class. */
export function priorityOf({ spec }: Pod): number {
  return spec.priority ?? 0;
}

function hasAffinity({ spec }: Pod): boolean {
  return spec.affinity?.podAffinity !== undefined || spec.affinity?.podAntiAffinity !== undefined;
}

function noteFailed({ failed }: Placements, pod: Pod, sign: 1 | -1): void {
  const priority = priorityOf(pod);
  const groups = failed.get(priority) ?? new Map<PodSpec, Set<string>>();
  failed.set(priority, groups);
  keep(groups, pod.spec, pod.metadata.key, sign);
  if (groups.size === 0) failed.delete(priority);
}

/** Keys of the pods of the same template that no node takes. */
export function failedLike(pod: Pod, { failed }: Placements): ReadonlySet<string> | undefined {
  return failed.get(priorityOf(pod))?.get(pod.spec);
}

function keep<K, T>(map: Map<K, Set<T>>, under: K, key: T, sign: 1 | -1): void {
  const keys = map.get(under) ?? new Set<T>();
  if (sign === 1) map.set(under, keys.add(key));
  else if (keys.delete(key) && keys.size === 0) map.delete(under);
}

function add<K>(map: Map<K, number>, key: K, more: number): void {
  const left = (map.get(key) ?? 0) + more;
  if (left === 0) map.delete(key);
  else map.set(key, left);
}

/** Adds to the counts of pods on nodes that share their labels. */
function noteLabels(
  { byLabels, byLabel }: Placements,
  pods: readonly Pod[],
  more: { readonly alive: number; readonly active: number },
): void {
  const [first] = pods;
  if (first === undefined) return;
  const { namespace, labels } = first.metadata;
  const groups = byLabels.get(namespace) ?? new Map<Labels, Map<string, Count>>();
  byLabels.set(namespace, groups);
  const known = groups.get(labels);
  const nodes = known ?? new Map<string, Count>();
  if (known === undefined) {
    groups.set(labels, nodes);
    for (const entry of entriesOf(namespace, labels)) keep(byLabel, entry, labels, 1);
  }
  for (const { node } of pods) {
    if (node === undefined) continue;
    const count = nodes.get(node);
    if (count === undefined) {
      nodes.set(node, { ...more });
      continue;
    }
    count.alive += more.alive;
    count.active += more.active;
    if (count.alive === 0) nodes.delete(node);
  }
  if (nodes.size > 0) return;
  groups.delete(labels);
  for (const entry of entriesOf(namespace, labels)) keep(byLabel, entry, labels, -1);
}

function entriesOf(namespace: string, labels: Labels): string[] {
  return Object.entries(labels).map(([key, value]) => `${namespace}\n${key}\n${value}`);
}

/** Pods with the same labels in one namespace, and how many each node has. */
export interface Group {
  readonly namespace: string;
  readonly labels: Labels;
  readonly nodes: ReadonlyMap<string, Count>;
}

/** The groups of a namespace that a selector selects. */
export function* selectedGroups(
  { byLabels, byLabel }: Placements,
  namespace: string,
  selector: LabelSelector | undefined,
): Iterable<Group> {
  const groups = byLabels.get(namespace);
  if (groups === undefined) return;
  // Whatever it selects has all its matchLabels: the rarest of them leaves the fewest to compare.
  let fewest: Iterable<Labels> = groups.keys();
  let size = groups.size;
  for (const entry of entriesOf(namespace, selector?.matchLabels ?? {})) {
    const own = byLabel.get(entry);
    if (own === undefined) return;
    if (own.size < size) [fewest, size] = [own, own.size];
  }
  for (const labels of fewest) {
    const nodes = groups.get(labels);
    if (nodes !== undefined && matchesSelector(selector, labels)) yield { namespace, labels, nodes };
  }
}

function noteAffine({ affine }: Placements, pod: Pod, sign: 1 | -1): void {
  const group = affine.get(pod.spec) ?? { pod, nodes: new Map<string, number>() };
  affine.set(pod.spec, group);
  if (pod.node !== undefined) add(group.nodes, pod.node, sign);
  if (group.nodes.size === 0) affine.delete(pod.spec);
}
