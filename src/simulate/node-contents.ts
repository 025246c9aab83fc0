/** What is on each node, kept up to date by `pod-index.ts`. */

import type { Resources } from './objects/node.js';

/** The pods of one node, and what they take of it. */
export interface NodeContent {
  /** Keys of the pods bound to it, those that have ended included, in order of their arrival. */
  readonly pods: ReadonlySet<string>;
  /** What the pods that have not ended ask for, by resource; `pods` is their number. */
  readonly usage: ReadonlyMap<string, number>;
  /** What they ask for at least in the eyes of scores (millicores and bytes): pods that ask for nothing count a little. */
  readonly nonZero: { readonly cpu: number; readonly memory: number };
  /** How many active pods each controller (by uid) has there. */
  readonly siblings: ReadonlyMap<string, number>;
}

/** By the node's name; a node that never had a pod is not in it. */
export type NodeContents = ReadonlyMap<string, NodeContent>;

/** The side of it that is written. */
export interface WritableContent extends NodeContent {
  readonly pods: Set<string>;
  readonly usage: Map<string, number>;
  readonly nonZero: { cpu: number; memory: number };
  readonly siblings: Map<string, number>;
}

/** The content of the node of that name, to be written. */
export function contentOf(contents: NodeContents, node: string): WritableContent {
  // Whoever has the map from here is the one that writes it: everybody else reads.
  const writable = contents as Map<string, WritableContent>;
  const known = writable.get(node);
  if (known !== undefined) return known;
  const fresh: WritableContent = {
    pods: new Set(),
    usage: new Map(),
    nonZero: { cpu: 0, memory: 0 },
    siblings: new Map(),
  };
  writable.set(node, fresh);
  return fresh;
}

/** What pods of one template weigh on a node. */
export interface Weight {
  readonly requests: Resources;
  readonly nonZero: { readonly cpu: number; readonly memory: number };
}

/** Adds a pod that has not ended to what is used, or takes it out. */
export function use({ usage, nonZero }: WritableContent, weight: Weight, sign: 1 | -1): void {
  usage.set('pods', (usage.get('pods') ?? 0) + sign);
  for (const [resource, amount] of weight.requests) usage.set(resource, (usage.get(resource) ?? 0) + sign * amount);
  nonZero.cpu += sign * weight.nonZero.cpu;
  nonZero.memory += sign * weight.nonZero.memory;
}

/** Adds an active pod of a controller, or takes it out. */
export function countSibling({ siblings }: WritableContent, owner: string, sign: 1 | -1): void {
  const left = (siblings.get(owner) ?? 0) + sign;
  if (left === 0) siblings.delete(owner);
  else siblings.set(owner, left);
}

/** The same contents for another world. */
export function forkedContents(contents: NodeContents): NodeContents {
  return new Map(
    [...contents].map(([node, { pods, usage, nonZero, siblings }]) => [
      node,
      { pods: new Set(pods), usage: new Map(usage), nonZero: { ...nonZero }, siblings: new Map(siblings) },
    ]),
  );
}
