/** Whether what the calendar holds still matters: a pod that is gone leaves the wake-ups of its life behind. */

import type { Controller } from './controller.js';
import type { Kind } from './objects/kinds.js';
import { entriesOf, type Patience, type Queue } from './queue.js';
import type { World } from './world.js';

/** Is anything that is waited for with this patience still there? Stops at the first that is. */
export function hasLiveWork(
  queue: Queue,
  patience: Exclude<Patience, 'idle'>,
  { controllers, world }: { readonly controllers: readonly Controller[]; readonly world: World },
): boolean {
  for (const { rank, key, patience: own } of entriesOf(queue)) {
    if (own === 'idle' || (own === 'deadline' && patience === 'work')) continue;
    const kind: Kind | undefined = controllers[rank]?.needs;
    // Who needs no object looks at what is gone, too.
    if (kind === undefined || world.objects[kind].has(key)) return true;
  }
  return false;
}
