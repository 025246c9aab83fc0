import type { Deployment } from './deployment.js';
import type { Node } from './node.js';
import type { Pod } from './pod.js';
import type { ReplicaSet } from './replica-set.js';
import type { ResourceQuota } from './resource-quota.js';

/** Every kind that the world holds. A new kind: its file in this folder, and a line here and in `KINDS`. */
export interface Kinds {
  Pod: Pod;
  Node: Node;
  ReplicaSet: ReplicaSet;
  Deployment: Deployment;
  ResourceQuota: ResourceQuota;
}

/** The name of a kind that the world holds. */
export type Kind = keyof Kinds;

/** Any object of the world; `kind` tells which. */
export type WorldObject = Kinds[Kind];

/** All kinds, in the order in which several are listed. */
export const KINDS: readonly Kind[] = ['Node', 'ResourceQuota', 'Deployment', 'ReplicaSet', 'Pod'];
