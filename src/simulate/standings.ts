/** How workloads stand: while a run goes on, and when they are gone. */

import type { Controller, Standing } from './controller.js';
import type { Listener, Simulation } from './loop.js';
import { controllerOf } from './objects/metadata.js';
import { standingKey } from './present.js';
import { eachOf, keyOf, type World } from './world.js';

/** How a workload stood at the end. */
export interface FinalStanding {
  readonly kind: Controller['kind'];
  readonly key: string;
  readonly standing: Standing;
}

/** How the workloads stand now; only those of the `touched`, as `standingKey` names them, if that is given. */
export function standingsOf(
  { world, controllers }: Pick<Simulation, 'world' | 'controllers'>,
  touched?: ReadonlySet<string>,
): FinalStanding[] {
  const standings: FinalStanding[] = [];
  for (const controller of controllers) {
    if (controller.workload === undefined) continue;
    for (const key of world.objects[controller.kind].keys()) {
      if (touched !== undefined && !touched.has(standingKey(controller.kind, key))) continue;
      const standing = isWorkload(controller, key, world) ? controller.workload.standing(key, world) : undefined;
      if (standing !== undefined) standings.push({ kind: controller.kind, key, standing });
    }
  }
  return standings;
}

/** Also keeps how workloads stood that have ended and were deleted for it. */
export function withGone(listener: Listener, controllers: readonly Controller[], gone: FinalStanding[]): Listener {
  return {
    ...listener,
    change: (change, at) => {
      listener.change(change, at);
      if (change.type !== 'deleted' || controllerOf(change.object.metadata) !== undefined) return;
      for (const { object } of eachOf(change)) {
        for (const { kind, workload } of controllers) {
          const standing = workload?.gone?.(object);
          if (standing !== undefined) gone.push({ kind, key: keyOf(object), standing });
        }
      }
    },
  };
}

/** Objects that another workload manages (a Deployment's ReplicaSets) are no workloads of their own. */
function isWorkload(controller: Controller, key: string, world: World): boolean {
  const object = world.objects[controller.kind].get(key);
  return object !== undefined && !object.metadata.ownerReferences.some((owner) => owner.controller);
}
