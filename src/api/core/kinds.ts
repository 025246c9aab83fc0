import type { Kind, Kinds } from '../kind.js';

/** The kinds of the core group, `v1`. */
export const coreKinds: Kinds = new Map<string, Kind>();
