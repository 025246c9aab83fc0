import { controllerOf } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { randomOf } from '../random.js';
import type { World } from '../world.js';
import { preferredWeight } from './node-affinity.js';
import { podRequests } from './resources.js';

/**
 * How good a node is for a pod; highest wins. Preferred node affinity first, spread of one workload second, then room,
 * chance last: the parts do not reach into each other. The real scheduler's weights are finer; it, too, draws lots among equals.
 */
export function scoreOf(pod: Pod, node: Node, world: World): number {
  const { name } = node.metadata;
  const owner = controllerOf(pod.metadata)?.uid ?? '';
  const siblings = world.indexes.siblings.get(name)?.get(owner) ?? 0;
  const used = world.indexes.usage.get(name);
  let room = 1;
  for (const [resource, amount] of podRequests(pod.spec)) {
    const total = node.status.allocatable.get(resource) ?? 0;
    if (total > 0) room = Math.min(room, 1 - ((used?.get(resource) ?? 0) + amount) / total);
  }
  const pods = used?.get('pods') ?? 0;
  const chance = randomOf(world.settings.seed, serialOf(node) * 1009 + pods * 7919);
  return preferredWeight(pod.spec, node) * 1e6 - siblings + (room - pods / 10_000) / 4 + chance / 1e6;
}

/** The number in a uid: objects are numbered in order of creation. */
function serialOf(node: Node): number {
  return Number(node.metadata.uid.slice(node.metadata.uid.indexOf('-') + 1));
}
