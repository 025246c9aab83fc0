import type { NewObject } from '../action.js';
import type { World } from '../world.js';
import { quotaRefusal } from './quota.js';

type Admission = (world: World, object: NewObject, name: string) => string | undefined;

// In the order of the default admission plugins; quota is the last.
const ADMISSION: readonly Admission[] = [quotaRefusal];

/** Why the API server does not admit a new object, in its words; `undefined` if it does. */
export function refusal(world: World, object: NewObject, name: string): string | undefined {
  for (const plugin of ADMISSION) {
    const message = plugin(world, object, name);
    if (message !== undefined) return message;
  }
  return undefined;
}
