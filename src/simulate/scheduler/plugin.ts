import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';

/** Why not this node, in the words of `kubectl describe`. `isFinal`: evicting other pods would not help. */
export interface Refusal {
  readonly reasons: readonly string[];
  readonly isFinal: boolean;
}

/** A node as it is, or as it would be: without some of its pods (preemption), with more of them (nominations). */
export interface Place {
  readonly node: Node;
  readonly gone: readonly Pod[];
  readonly more: readonly Pod[];
}

/** What keeps the pod, for which the filter was prepared, from a place; `undefined` if nothing does. */
export type Filter = (place: Place) => Refusal | undefined;

/**
 * One filter plugin of the scheduler. It looks at the pod and at the world once, before any node (PreFilter), and gives
 * what is asked node by node; `undefined` if there is nothing to ask; a text if no node can take the pod, and why.
 */
export type Plugin = (pod: Pod, world: World) => Filter | string | undefined;

const NOBODY: readonly Pod[] = [];

/** The node as it is. */
export function asItIs(node: Node): Place {
  return { node, gone: NOBODY, more: NOBODY };
}
