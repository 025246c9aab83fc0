/**
 * Which of the nodes that take a pod it gets is a matter of scores and lots; what follows from it (a drain, a taint) is not.
 * A pod goes to the node that the recording shows for its twin, where our scheduler finds that the node takes it.
 */

import type { Action, Sync } from '../../../src/simulate/action.js';
import type { Controller } from '../../../src/simulate/controller.js';
import { filtersOf, localFilters, refusalOn } from '../../../src/simulate/scheduler/filters.js';
import type { World } from '../../../src/simulate/world.js';

/** The recorded nodes of pods, by their names here. */
export type RecordedNodes = Map<string, string>;

/** These controllers, with a scheduler that chooses the recorded nodes. */
export function placedAs(controllers: readonly Controller[], nodes: RecordedNodes): readonly Controller[] {
  return controllers.map((controller) => {
    if (controller.name !== 'scheduler') return controller;
    return {
      ...controller,
      sync: (key, world) => {
        const sync = controller.sync(key, world);
        return sync && placed(sync, nodes, world);
      },
      syncAll: (keys, world) => placed(controller.syncAll?.(keys, world) ?? nothing(), nodes, world),
    };
  });
}

// biome-ignore lint/correctness/useYield: nobody to look at
function* nothing(): Sync {
  return undefined;
}

function* placed(sync: Sync, nodes: RecordedNodes, world: World): Sync {
  let turn = sync.next();
  while (turn.done !== true) turn = sync.next(yield asRecorded(turn.value, nodes, world));
  return turn.value;
}

function asRecorded(action: Action, nodes: RecordedNodes, world: World): Action {
  if (action.do !== 'bind') return action;
  const { pod } = action;
  const node = world.objects.Node.get(`/${nodes.get(pod.metadata.name) ?? ''}`);
  if (node === undefined || node.metadata.name === action.node) return action;
  const filters = filtersOf(pod, world, localFilters(pod, world));
  const isOpen = filters.named === undefined || filters.named.has(node.metadata.name);
  if (!isOpen || refusalOn(pod, node, { filters, world }) !== undefined) return action;
  return { ...action, node: node.metadata.name };
}
