import { coreKinds } from './core/kinds.js';
import type { Kinds } from './kind.js';

/** Every group and version with validation of its own, by `apiVersion`. One line per group: the kinds are in its folder. */
export const GROUPS: ReadonlyMap<string, Kinds> = new Map([['v1', coreKinds]]);
