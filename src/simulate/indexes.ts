import type { PodSpec } from '../kube/types.generated.js';
import { type QuotaUsage, recountQuotas } from './admission/quota-usage.js';
import { emptyLabelIndex, type LabelIndex, relabel } from './label-index.js';
import { KINDS, type Kind, type WorldObject } from './objects/kinds.js';
import { controllerOf, type Labels } from './objects/metadata.js';
import { isActive, isTerminal, isTerminating, type Pod } from './objects/pod.js';
import { emptyPlacements, type Placements, place } from './scheduler/placements.js';
import { podRequests } from './scheduler/resources.js';
import { emptyVolumeIndex, indexVolumes, type VolumeIndex } from './volumes/volume-index.js';

/** Counts of the pods that one object manages, kept up to date change by change. */
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

type Writable<T> = { -readonly [P in keyof T]: T[P] };
type CountsState = Omit<Writable<PodCounts>, 'labels'> & { readonly labels: Map<Labels, number> };

/** Keys of objects by something that several share. */
export type KeysBy = ReadonlyMap<string, ReadonlySet<string>>;

/** What can be looked up without walking all objects. Keys only: most changes of an object leave them alone. */
export interface Indexes {
  /** By uid of the controller, in order of creation. */
  readonly managed: Readonly<Record<Kind, KeysBy>>;
  /** By namespace: objects without a controller. */
  readonly orphans: Readonly<Record<Kind, KeysBy>>;
  /** By uid of an owner that is not the controller: keys `Kind:namespace/name`. */
  readonly dependents: ReadonlyMap<string, ReadonlySet<string>>;
  readonly podCounts: ReadonlyMap<string, PodCounts>;
  readonly podsOnNode: KeysBy;
  /** What the pods on each node that have not ended ask for, by resource; `pods` is their number. */
  readonly usage: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Names of nodes that changed, or on which anything did, in order: what looks at nodes looks from where it stopped. */
  readonly nodeChanges: readonly string[];
  /** How many active pods of each controller (by uid) a node has. */
  readonly siblings: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Pods and budgets by labels. */
  readonly labels: LabelIndex;
  /** Where pods are, for the scheduler. */
  readonly placements: Placements;
  /** Claims by pod, volumes by class and claim. */
  readonly volumes: VolumeIndex;
  /** What the objects of namespaces take of their quotas. */
  readonly quotas: QuotaUsage;
}

/** Indexes over nothing. */
export function emptyIndexes(): Indexes {
  return {
    managed: byKind(),
    orphans: byKind(),
    dependents: new Map(),
    podCounts: new Map(),
    podsOnNode: new Map(),
    usage: new Map(),
    siblings: new Map(),
    nodeChanges: [],
    labels: emptyLabelIndex(),
    placements: emptyPlacements(),
    volumes: emptyVolumeIndex(),
    quotas: new Map(),
  };
}

function byKind(): Readonly<Record<Kind, KeysBy>> {
  const maps: Partial<Record<Kind, KeysBy>> = {};
  for (const kind of KINDS) maps[kind] = new Map();
  // `KINDS` has every kind.
  return maps as Record<Kind, KeysBy>;
}

/** The side of an index that this module alone writes. */
type WritableKeys = Map<string, Set<string>>;

/** No pods at all. */
export const NO_PODS: PodCounts = { active: 0, ready: 0, terminating: 0, alive: 0, labels: new Map() };

/** Brings the indexes from `before` to `after` of one object; called by `apply` alone. */
export function reindex(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  if (before?.kind === 'Pod' && after?.kind === 'Pod' && isSamePlace(before, after)) {
    if (before.status.ready !== after.status.ready && isActive(after)) recountReady(indexes, after);
    return;
  }
  reindexOwner(indexes, before, after);
  relabel(indexes.labels, before, after);
  indexVolumes(indexes.volumes, before, after);
  recountQuotas(indexes.quotas, before, after);
  const object = after ?? before;
  if (object?.kind === 'Node') (indexes.nodeChanges as string[]).push(object.metadata.name);
  const podBefore = before?.kind === 'Pod' ? before : undefined;
  const podAfter = after?.kind === 'Pod' ? after : undefined;
  if (podBefore === undefined && podAfter === undefined) return;
  recount(indexes, podBefore, podAfter);
  place(indexes.placements, podBefore, podAfter);
  relocate(indexes, podBefore, podAfter);
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

function recountReady(indexes: Indexes, { metadata, status }: Pod): void {
  const owner = controllerOf(metadata)?.uid;
  if (owner === undefined) return;
  countsOf(indexes.podCounts as Map<string, CountsState>, owner).ready += status.ready ? 1 : -1;
}

function reindexOwner(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  const object = after ?? before;
  if (object === undefined || before?.metadata.ownerReferences === after?.metadata.ownerReferences) return;
  const { kind } = object;
  const { key, namespace } = object.metadata;
  const managed = indexes.managed[kind] as WritableKeys;
  const orphans = indexes.orphans[kind] as WritableKeys;
  if (before !== undefined) {
    const owner = controllerOf(before.metadata)?.uid;
    remove(owner === undefined ? orphans : managed, owner ?? namespace, key);
  }
  if (after !== undefined) {
    const owner = controllerOf(after.metadata)?.uid;
    add(owner === undefined ? orphans : managed, owner ?? namespace, key);
  }
  redepend(indexes, before, after);
}

function redepend(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  const dependents = indexes.dependents as Map<string, Set<string>>;
  const entry = (object: WorldObject) => `${object.kind}:${object.metadata.key}`;
  for (const owner of before?.metadata.ownerReferences ?? []) {
    if (!owner.controller && before !== undefined) dependents.get(owner.uid)?.delete(entry(before));
  }
  for (const owner of after?.metadata.ownerReferences ?? []) {
    if (owner.controller || after === undefined) continue;
    const set = dependents.get(owner.uid) ?? new Set();
    dependents.set(owner.uid, set.add(entry(after)));
  }
}

function recount(indexes: Indexes, before: Pod | undefined, after: Pod | undefined): void {
  if (before !== undefined && after !== undefined && isCountedAlike(before, after)) return;
  const counts = indexes.podCounts as Map<string, CountsState>;
  const ownerBefore = before && controllerOf(before.metadata)?.uid;
  const ownerAfter = after && controllerOf(after.metadata)?.uid;
  if (before !== undefined && ownerBefore !== undefined) count(countsOf(counts, ownerBefore), before, -1);
  if (after !== undefined && ownerAfter !== undefined) count(countsOf(counts, ownerAfter), after, 1);
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

function countsOf(counts: Map<string, CountsState>, uid: string): CountsState {
  const known = counts.get(uid);
  if (known !== undefined) return known;
  const fresh: CountsState = { active: 0, ready: 0, terminating: 0, alive: 0, labels: new Map() };
  counts.set(uid, fresh);
  return fresh;
}

function count(counts: CountsState, pod: Pod, sign: 1 | -1): void {
  if (isTerminating(pod)) counts.terminating += sign;
  if (!isTerminal(pod)) counts.alive += sign;
  if (!isActive(pod)) return;
  counts.active += sign;
  if (pod.status.ready) counts.ready += sign;
  const { labels } = pod.metadata;
  const left = (counts.labels.get(labels) ?? 0) + sign;
  if (left === 0) counts.labels.delete(labels);
  else counts.labels.set(labels, left);
}

function relocate(indexes: Indexes, before: Pod | undefined, after: Pod | undefined): void {
  const key = (after ?? before)?.metadata.key ?? '';
  recountSiblings(indexes, before, after);
  noteNodes(indexes, before, after);
  const podsOnNode = indexes.podsOnNode as WritableKeys;
  if (before?.node !== undefined && before.node !== after?.node) remove(podsOnNode, before.node, key);
  if (after?.node !== undefined && after.node !== before?.node) add(podsOnNode, after.node, key);
  const nodeBefore = before !== undefined && !isTerminal(before) ? before.node : undefined;
  const nodeAfter = after !== undefined && !isTerminal(after) ? after.node : undefined;
  if (nodeBefore === nodeAfter && before?.spec === after?.spec) return;
  if (nodeBefore !== undefined && before !== undefined) use(indexes, nodeBefore, before.spec, -1);
  if (nodeAfter !== undefined && after !== undefined) use(indexes, nodeAfter, after.spec, 1);
}

function noteNodes(indexes: Indexes, before: Pod | undefined, after: Pod | undefined): void {
  const isSamePlace =
    before?.node === after?.node &&
    before !== undefined &&
    after !== undefined &&
    isActive(before) === isActive(after) &&
    isTerminal(before) === isTerminal(after) &&
    before.metadata.labels === after.metadata.labels &&
    before.spec === after.spec;
  if (isSamePlace) return;
  const changes = indexes.nodeChanges as string[];
  if (before?.node !== undefined) changes.push(before.node);
  if (after?.node !== undefined && after.node !== before?.node) changes.push(after.node);
}

function recountSiblings(indexes: Indexes, before: Pod | undefined, after: Pod | undefined): void {
  const placeBefore = before !== undefined && isActive(before) ? before.node : undefined;
  const placeAfter = after !== undefined && isActive(after) ? after.node : undefined;
  const ownerBefore = before && controllerOf(before.metadata)?.uid;
  const ownerAfter = after && controllerOf(after.metadata)?.uid;
  if (placeBefore === placeAfter && ownerBefore === ownerAfter) return;
  const siblings = indexes.siblings as Map<string, Map<string, number>>;
  const change = (node: string, owner: string, sign: 1 | -1) => {
    const owners = siblings.get(node) ?? new Map<string, number>();
    siblings.set(node, owners);
    const left = (owners.get(owner) ?? 0) + sign;
    if (left === 0) owners.delete(owner);
    else owners.set(owner, left);
  };
  if (placeBefore !== undefined && ownerBefore !== undefined) change(placeBefore, ownerBefore, -1);
  if (placeAfter !== undefined && ownerAfter !== undefined) change(placeAfter, ownerAfter, 1);
}

function use(indexes: Indexes, node: string, spec: PodSpec, sign: 1 | -1): void {
  const usage = indexes.usage as Map<string, Map<string, number>>;
  const onNode = usage.get(node) ?? new Map<string, number>();
  usage.set(node, onNode);
  onNode.set('pods', (onNode.get('pods') ?? 0) + sign);
  for (const [resource, amount] of podRequests(spec)) {
    onNode.set(resource, (onNode.get(resource) ?? 0) + sign * amount);
  }
}

function add(keys: WritableKeys, owner: string, key: string): void {
  const own = keys.get(owner);
  if (own === undefined) keys.set(owner, new Set([key]));
  else own.add(key);
}

function remove(keys: WritableKeys, owner: string, key: string): void {
  const own = keys.get(owner);
  own?.delete(key);
  if (own?.size === 0) keys.delete(owner);
}
