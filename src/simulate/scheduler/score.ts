/**
 * How good nodes are for a pod. Follows kubernetes@v1.35.4 pkg/scheduler/framework/plugins with the weights of the default
 * profile (pkg/scheduler/apis/config/v1/default_plugins.go).
 *
 * Not modelled: ImageLocality (nobody says which images a node has), the spread over the pods of a Service (its selector
 * is not looked at; that of the pod's controller is).
 */

import type { PodSpec } from '../../kube/types.generated.js';
import { controllerOf } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { randomOf } from '../random.js';
import type { World } from '../world.js';
import { affinityScores } from './affinity-score.js';
import { preferredWeight } from './node-affinity.js';
import { nonZeroRequests, podRequests } from './resources.js';
import { spreadScores } from './spread-score.js';
import { unwelcomeTaints } from './taints.js';

const WEIGHTS = { taints: 3, nodeAffinity: 2, spread: 2, podAffinity: 2 };

interface Scoring {
  /** Scores of resources by the node's name. */
  readonly resources: ReadonlyMap<string, number>;
  readonly world: World;
}

/** The scores of nodes that all take the pod, in their order. */
export function scoresOf(pod: Pod, nodes: readonly Node[], { resources, world }: Scoring): number[] {
  const { tolerations = [] } = pod.spec;
  const taints = upTo100(nodes.map((node) => unwelcomeTaints(node, tolerations)));
  const wishes = upTo100(nodes.map((node) => preferredWeight(pod.spec, node)));
  const spread = spreadScores(pod, nodes, world);
  const affinity = affinityScores(pod, nodes, world);
  return nodes.map(
    ({ metadata }, place) =>
      (resources.get(metadata.name) ?? 0) +
      WEIGHTS.taints * (100 - (taints[place] ?? 0)) +
      WEIGHTS.nodeAffinity * (wishes[place] ?? 0) +
      WEIGHTS.spread * (spread[place] ?? 0) +
      WEIGHTS.podAffinity * (affinity[place] ?? 0),
  );
}

/** `DefaultNormalizeScore` */
function upTo100(counts: readonly number[]): number[] {
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  return counts.map((count) => (most === 0 ? 0 : Math.floor((100 * count) / most)));
}

/** Does the pod say something about where it would rather be? */
export function hasWishes({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  return (
    podAffinity?.preferredDuringSchedulingIgnoredDuringExecution !== undefined ||
    podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution !== undefined ||
    (spec.topologySpreadConstraints ?? []).length > 0
  );
}

/** NodeResourcesFit (LeastAllocated) and NodeResourcesBalancedAllocation, of CPU and memory. */
export function resourceScore({ spec }: Pod, { metadata, status }: Node, { indexes }: World): number {
  const { allocatable } = status;
  const total = { cpu: allocatable.get('cpu') ?? 0, memory: allocatable.get('memory') ?? 0 };
  const own = nonZeroRequests(spec);
  const content = indexes.nodeContents.get(metadata.name);
  const there = content?.nonZero ?? { cpu: 0, memory: 0 };
  const free = (['cpu', 'memory'] as const)
    .filter((resource) => total[resource] > 0)
    .map((resource) => leastRequested(there[resource] + own[resource], total[resource]));
  const least = free.length === 0 ? 0 : Math.floor(free.reduce((sum, part) => sum + part, 0) / free.length);
  return least + balance(spec, { total, used: content?.usage });
}

function leastRequested(requested: number, total: number): number {
  return requested > total ? 0 : Math.floor(((total - requested) * 100) / total);
}

function balance(
  spec: PodSpec,
  {
    total,
    used,
  }: {
    readonly total: { readonly cpu: number; readonly memory: number };
    readonly used: ReadonlyMap<string, number> | undefined;
  },
): number {
  const requests = podRequests(spec);
  const own = { cpu: requests.get('cpu') ?? 0, memory: requests.get('memory') ?? 0 };
  if (own.cpu === 0 && own.memory === 0) return 0;
  const shares = (['cpu', 'memory'] as const)
    .filter((resource) => total[resource] > 0)
    .map((resource) => Math.min(1, ((used?.get(resource) ?? 0) + own[resource]) / total[resource]));
  const [one = 0, other = one] = shares;
  return Math.floor((1 - Math.abs(one - other) / 2) * 100);
}

/** A rough score, and the part of it that depends on nothing but the node itself. */
export interface RoughScore {
  readonly wishOf: (node: Node) => number;
  readonly scoreOf: (node: Node, wish: number) => number;
}

/**
 * The score where there are so many nodes that the real scheduler looks at a part of them: preferred node affinity and
 * taints first, spread of one workload second, then room, chance last. It depends on the node alone, and is prepared for
 * the pods of one template and owner.
 */
export function roughScore({ spec, metadata }: Pod, { indexes, settings }: World): RoughScore {
  const owner = controllerOf(metadata)?.uid ?? '';
  const requests = [...podRequests(spec)];
  const wishOf = (node: Node) => preferredWeight(spec, node) - 100 * unwelcomeTaints(node, spec.tolerations ?? []);
  const scoreOf = (node: Node, wish: number) => {
    const content = indexes.nodeContents.get(node.metadata.name);
    const siblings = content?.siblings.get(owner) ?? 0;
    const used = content?.usage;
    let room = 1;
    for (const [resource, amount] of requests) {
      const total = node.status.allocatable.get(resource) ?? 0;
      if (total > 0) room = Math.min(room, 1 - ((used?.get(resource) ?? 0) + amount) / total);
    }
    const pods = used?.get('pods') ?? 0;
    const chance = randomOf(settings.seed, node.metadata.serial * 1009 + pods * 7919);
    return wish * 1e6 - siblings + (room - pods / 10_000) / 4 + chance / 1e6;
  };
  return { wishOf, scoreOf };
}
