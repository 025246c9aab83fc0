/**
 * Finding pods by what a selector selects, and budgets by the pods they select, without walking all of them. An entry is
 * one label: `namespace\nkey\nvalue`. The index of pods is built when it is first asked for, then kept up to date.
 */

import { matchesSelector } from '../kube/selector.js';
import type { LabelSelector } from '../kube/types.generated.js';
import type { WorldObject } from './objects/kinds.js';
import type { Labels } from './objects/metadata.js';
import type { Pod } from './objects/pod.js';
import type { PodDisruptionBudget } from './objects/pod-disruption-budget.js';
import type { World } from './world.js';

/** Keys of objects by label; changed by `relabel` alone. */
export interface LabelIndex {
  /** Keys of pods by each of their labels; `undefined` until somebody asks. */
  pods: Map<string, Set<string>> | undefined;
  /** Keys of budgets by one label that all pods they select have; those that name none are under their namespace. */
  readonly budgets: Map<string, Set<string>>;
}

/** An index over nothing. */
export function emptyLabelIndex(): LabelIndex {
  return { pods: undefined, budgets: new Map() };
}

/** An index of the same state for another world. */
export function forkedLabelIndex({ budgets }: LabelIndex): LabelIndex {
  return { pods: undefined, budgets: new Map([...budgets].map(([entry, keys]) => [entry, new Set(keys)])) };
}

/** Brings the index from `before` to `after` of one object. */
export function relabel(index: LabelIndex, before: WorldObject | undefined, after: WorldObject | undefined): void {
  const kind = (after ?? before)?.kind;
  if (kind === 'Pod' && index.pods !== undefined) {
    if (before?.metadata.labels === after?.metadata.labels) return;
    if (before !== undefined) forget(index.pods, entriesOf(before), before.metadata.key);
    if (after !== undefined) note(index.pods, entriesOf(after), after.metadata.key);
  }
  if (kind === 'PodDisruptionBudget') {
    if (before?.kind === 'PodDisruptionBudget') forget(index.budgets, [entryOf(before)], before.metadata.key);
    if (after?.kind === 'PodDisruptionBudget') note(index.budgets, [entryOf(after)], after.metadata.key);
  }
}

/** The pods of a namespace that a selector selects, in order of creation. */
export function selectedPods(world: World, namespace: string, selector: LabelSelector | undefined): Pod[] {
  const entries = requiredEntries(namespace, selector);
  if (entries.length === 0) {
    return [...world.objects.Pod.values()].filter(
      ({ metadata }) => metadata.namespace === namespace && matchesSelector(selector, metadata.labels),
    );
  }
  const index = podsByLabel(world);
  let fewest: ReadonlySet<string> | undefined;
  for (const entry of entries) {
    const keys = index.get(entry);
    if (keys === undefined) return [];
    if (fewest === undefined || keys.size < fewest.size) fewest = keys;
  }
  const pods: Pod[] = [];
  // Pods of one template come in runs, and share their labels.
  let last: Labels | undefined;
  let isSelected = false;
  for (const key of fewest ?? []) {
    const pod = world.objects.Pod.get(key);
    if (pod === undefined) continue;
    if (pod.metadata.labels !== last) isSelected = matchesSelector(selector, pod.metadata.labels);
    last = pod.metadata.labels;
    if (isSelected) pods.push(pod);
  }
  return pods;
}

/** The budgets that select a pod with these labels. */
export function budgetsSelecting(world: World, namespace: string, labels: Labels): PodDisruptionBudget[] {
  const { budgets } = world.indexes.labels;
  if (budgets.size === 0) return [];
  const found: PodDisruptionBudget[] = [];
  const look = (entry: string) => {
    for (const key of budgets.get(entry) ?? []) {
      const budget = world.objects.PodDisruptionBudget.get(key);
      if (budget !== undefined && matchesSelector(budget.spec.selector, labels)) found.push(budget);
    }
  };
  look(namespace);
  for (const [key, value] of Object.entries(labels)) look(`${namespace}\n${key}\n${value}`);
  // The order of the labels must not decide which budget is the first.
  return found.length < 2 ? found : found.sort((one, other) => (one.metadata.key < other.metadata.key ? -1 : 1));
}

function podsByLabel(world: World): ReadonlyMap<string, ReadonlySet<string>> {
  const index = world.indexes.labels;
  if (index.pods === undefined) {
    index.pods = new Map();
    for (const pod of world.objects.Pod.values()) note(index.pods, entriesOf(pod), pod.metadata.key);
  }
  return index.pods;
}

function entryOf({ metadata, spec }: PodDisruptionBudget): string {
  return requiredEntries(metadata.namespace, spec.selector)[0] ?? metadata.namespace;
}

/** Entries that whatever the selector selects is under: one for each label that it asks for with one value. */
function requiredEntries(namespace: string, selector: LabelSelector | undefined): string[] {
  const entries = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${namespace}\n${key}\n${value}`);
  for (const { key, operator, values = [] } of selector?.matchExpressions ?? []) {
    if (operator === 'In' && values.length === 1) entries.push(`${namespace}\n${key}\n${values[0]}`);
  }
  return entries;
}

function entriesOf({ metadata }: WorldObject): readonly string[] {
  const { namespace, labels } = metadata;
  return Object.keys(labels).map((key) => `${namespace}\n${key}\n${labels[key]}`);
}

function note(index: Map<string, Set<string>>, entries: readonly string[], key: string): void {
  for (const entry of entries) {
    const keys = index.get(entry);
    if (keys === undefined) index.set(entry, new Set([key]));
    else keys.add(key);
  }
}

function forget(index: Map<string, Set<string>>, entries: readonly string[], key: string): void {
  for (const entry of entries) {
    const keys = index.get(entry);
    keys?.delete(key);
    if (keys?.size === 0) index.delete(entry);
  }
}
