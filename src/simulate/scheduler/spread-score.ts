/**
 * Spread that is preferred: `whenUnsatisfiable: ScheduleAnyway`, or what the scheduler prefers by itself. Follows
 * kubernetes@v1.35.4 pkg/scheduler/framework/plugins/podtopologyspread/scoring.go.
 */

import type { LabelSelector, TopologySpreadConstraint } from '../../kube/types.generated.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { managerOf, type World } from '../world.js';
import { selectedGroups } from './placements.js';
import { constraintsOf, inclusion, labelOf } from './topology-spread.js';

const HOSTNAME = 'kubernetes.io/hostname';

/** `systemDefaultConstraints` */
const DEFAULTS: readonly TopologySpreadConstraint[] = [
  { maxSkew: 3, topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway' },
  { maxSkew: 5, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
];

/** From 0 to 100 for each node; the fewer pods of the kind are near, the more. */
export function spreadScores(pod: Pod, nodes: readonly Node[], world: World): number[] {
  const isOwn = (pod.spec.topologySpreadConstraints ?? []).length > 0;
  const constraints = isOwn ? constraintsOf(pod, 'ScheduleAnyway') : defaults(pod, world);
  if (constraints.length === 0) return nodes.map(() => 0);
  // The defaults do not ask for all labels: nodes without a zone are spread over by name.
  const isScored = (node: Node) =>
    !isOwn || constraints.every(({ topologyKey }) => labelOf(node, topologyKey) !== undefined);
  const scored = nodes.filter(isScored);
  const parts = constraints.map((constraint) => partOf(constraint, scored, { pod, world, isScored }));
  const raw = nodes.map((node) =>
    isScored(node) ? Math.round(parts.reduce((sum, part) => sum + part(node), 0)) : undefined,
  );
  return normalized(raw);
}

function normalized(raw: readonly (number | undefined)[]): number[] {
  let least = Infinity;
  let most = 0;
  for (const score of raw) {
    if (score === undefined) continue;
    least = Math.min(least, score);
    most = Math.max(most, score);
  }
  return raw.map((score) => {
    if (score === undefined) return 0;
    return most === 0 ? 100 : Math.floor((100 * (most + least - score)) / most);
  });
}

function defaults(pod: Pod, world: World): readonly TopologySpreadConstraint[] {
  const labelSelector = selectorOfManager(pod, world);
  return labelSelector === undefined ? [] : DEFAULTS.map((constraint) => ({ ...constraint, labelSelector }));
}

function selectorOfManager(pod: Pod, world: World): LabelSelector | undefined {
  const manager =
    managerOf(world, 'ReplicaSet', pod) ??
    managerOf(world, 'StatefulSet', pod) ??
    managerOf(world, 'ReplicationController', pod);
  return manager?.spec.selector;
}

interface Scene {
  readonly pod: Pod;
  readonly world: World;
  readonly isScored: (node: Node) => boolean;
}

/** What one constraint says of a node. */
function partOf(
  { topologyKey, labelSelector, maxSkew = 1, ...policies }: TopologySpreadConstraint,
  scored: readonly Node[],
  { pod, world, isScored }: Scene,
): (node: Node) => number {
  const counts = new Map<string, number>();
  const isHost = topologyKey === HOSTNAME;
  if (!isHost) for (const node of scored) counts.set(labelOf(node, topologyKey) ?? '', 0);
  const isIncluded = inclusion(policies, pod);
  for (const { nodes } of selectedGroups(world.indexes.placements, pod.metadata.namespace, labelSelector)) {
    for (const [name, { active }] of nodes) {
      if (isHost) {
        counts.set(name, (counts.get(name) ?? 0) + active);
        continue;
      }
      const node = world.objects.Node.get(`/${name}`);
      const domain = (node && labelOf(node, topologyKey)) ?? '';
      const count = counts.get(domain);
      if (node !== undefined && count !== undefined && isScored(node) && isIncluded(node))
        counts.set(domain, count + active);
    }
  }
  const weight = Math.log((isHost ? scored.length : counts.size) + 2);
  return (node) => {
    const domain = labelOf(node, topologyKey);
    if (domain === undefined) return 0;
    return (counts.get(isHost ? node.metadata.name : domain) ?? 0) * weight + maxSkew - 1;
  };
}
