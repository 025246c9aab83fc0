/**
 * Which nodes take a pod. Follows kubernetes@v1.35.4 pkg/scheduler/schedule_one.go `findNodesThatFitPod` and
 * pkg/scheduler/framework/runtime/framework.go, with the plugins in the order of the default profile.
 *
 * Not modelled: DynamicResources, extenders, other profiles.
 */

import type { PodSpec } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { disks } from './disk-conflict.js';
import { interPodAffinity } from './inter-pod-affinity.js';
import { namedNodes, nodeAffinity } from './node-affinity.js';
import { priorityOf } from './placements.js';
import { asItIs, type Filter, type Place, type Plugin, type Refusal } from './plugin.js';
import { freePorts } from './ports.js';
import { room } from './room.js';
import { taints, unschedulableNodes } from './taints.js';
import { topologySpread } from './topology-spread.js';
import { volumeLimits } from './volume-limits.js';
import { volumeBinding, volumeRestrictions, volumeZone } from './volumes.js';

/** Plugins whose answer for a node changes only when the node does. */
const OF_THE_NODE: readonly Plugin[] = [unschedulableNodes, taints, nodeAffinity];
/** Plugins whose answer for a node changes only when what is on it does, too. */
const OF_ITS_PODS: readonly Plugin[] = [freePorts, room];
/** Plugins that look further. */
const OF_ALL_NODES: readonly Plugin[] = [
  disks,
  volumeRestrictions,
  volumeLimits,
  volumeBinding,
  volumeZone,
  topologySpread,
  interPodAffinity,
];

/** The filters of one pod, prepared for the present moment. */
export interface Filters {
  /** Why no node at all takes the pod; '' if that depends on the node. */
  readonly refused: string;
  /** The only nodes that come into question; `undefined`: all. */
  readonly named: ReadonlySet<string> | undefined;
  /** What depends on the node alone: on itself, then on what is on it. */
  readonly local: Filter;
  readonly standing: Filter;
  readonly moving: Filter;
  /** What depends on other nodes and their pods too; `undefined` if nothing does. */
  readonly global: Filter | undefined;
}

/** The part of the filters that holds for all pods of a template, at any time. */
export interface LocalFilters extends Filters {
  readonly global: undefined;
  /** Do the pods say nothing that depends on other nodes and their pods? */
  readonly isAlone: boolean;
}

/** Prepares what depends on each node alone. */
export function localFilters(pod: Pod, world: World): LocalFilters {
  const ofTheNode = OF_THE_NODE.map((plugin) => plugin(pod, world));
  const ofItsPods = OF_ITS_PODS.map((plugin) => plugin(pod, world));
  const standing = chain(ofTheNode) ?? (() => undefined);
  const moving = chain(ofItsPods) ?? (() => undefined);
  return {
    refused: refusedBy([...ofTheNode, ...ofItsPods]),
    named: namedNodes(pod.spec),
    local: (place) => standing(place) ?? moving(place),
    standing,
    moving,
    global: undefined,
    isAlone: isAlone(pod.spec),
  };
}

function isAlone({ volumes, topologySpreadConstraints, affinity }: PodSpec): boolean {
  return (
    volumes === undefined &&
    topologySpreadConstraints === undefined &&
    affinity?.podAffinity === undefined &&
    affinity?.podAntiAffinity === undefined
  );
}

/** Prepares the filters for the present moment. */
export function filtersOf(pod: Pod, world: World, locals: LocalFilters): Filters {
  // Nor do other pods say anything about it.
  if (locals.isAlone && world.indexes.placements.affine.size === 0) return locals;
  const found = OF_ALL_NODES.map((plugin) => plugin(pod, world));
  return { ...locals, refused: locals.refused || refusedBy(found), global: chain(found) };
}

function refusedBy(found: readonly ReturnType<Plugin>[]): string {
  return found.find((one) => typeof one === 'string') ?? '';
}

function chain(found: readonly ReturnType<Plugin>[]): Filter | undefined {
  const filters = found.filter((filter) => typeof filter === 'function');
  if (filters.length === 0) return undefined;
  return (place) => {
    for (const filter of filters) {
      const refusal = filter(place);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  };
}

/** What keeps the pod from a node that its terms do not name. */
export const NOT_NAMED: Refusal = { reasons: ["node(s) didn't satisfy plugin(s) [NodeAffinity]"], isFinal: true };

/** The first reason against a place, `undefined` if the pod fits there. */
export function refusalAt(filters: Filters, place: Place): Refusal | undefined {
  return filters.local(place) ?? filters.global?.(place);
}

/** The first reason against a node, as it is and as it will be once pods are there that room is being made for. */
export function refusalOn(
  pod: Pod,
  node: Node,
  { filters, world }: { filters: Filters; world: World },
): Refusal | undefined {
  const coming = comingTo(node, pod, world);
  const later = coming.length === 0 ? undefined : refusalAt(filters, { node, gone: [], more: coming });
  return later ?? refusalAt(filters, asItIs(node));
}

/** Pods without a node that room is being made for on this one, and that do not yield to the pod. */
export function comingTo(node: Node, pod: Pod, world: World): Pod[] {
  const keys = world.indexes.placements.nominated.get(node.metadata.name);
  if (keys === undefined) return [];
  const coming: Pod[] = [];
  for (const key of keys) {
    const other = world.objects.Pod.get(key);
    if (other === undefined || key === pod.metadata.key) continue;
    if (priorityOf(other) >= priorityOf(pod)) coming.push(other);
  }
  return coming;
}
