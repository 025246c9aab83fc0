/** What an autoscaler scales. */

import type { Deployment } from '../../objects/deployment.js';
import type { HorizontalPodAutoscaler } from '../../objects/horizontal-pod-autoscaler.js';
import type { WorldObject } from '../../objects/kinds.js';
import type { Pod } from '../../objects/pod.js';
import type { PodSet } from '../../objects/replication-controller.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { objectNamed, type World } from '../../world.js';
import { selects } from '../claim.js';

/** An object with a scale subresource. */
export type Target = Deployment | PodSet | StatefulSet;

const RESOURCES: ReadonlyMap<string, string> = new Map([
  ['Deployment', 'deployments.apps'],
  ['ReplicaSet', 'replicasets.apps'],
  ['ReplicationController', 'replicationcontrollers'],
  ['StatefulSet', 'statefulsets.apps'],
]);

/** Does the object have a scale subresource? */
export function isScalable(object: WorldObject): object is Target {
  return RESOURCES.has(object.kind);
}

/** The target, or why the API server gives no scale of it; `undefined` for kinds that the simulator does not know. */
export function targetOf({ spec, metadata }: HorizontalPodAutoscaler, world: World): Target | string | undefined {
  const { kind, name } = spec.scaleTargetRef;
  const resource = RESOURCES.get(kind);
  if (resource === undefined) return undefined;
  return scaleTarget(kind, metadata.namespace, name, world) ?? `${resource} "${name}" not found`;
}

/** The object of that kind, namespace and name that has a scale. */
export function scaleTarget(kind: string, namespace: string, name: string, world: World): Target | undefined {
  if (kind === 'Deployment') return objectNamed(world, 'Deployment', namespace, name);
  if (kind === 'ReplicaSet' || kind === 'ReplicationController') return objectNamed(world, kind, namespace, name);
  return kind === 'StatefulSet' ? objectNamed(world, 'StatefulSet', namespace, name) : undefined;
}

/** The pods that the target's selector selects, whoever manages them. */
export function podsOf({ spec, metadata }: Target, world: World): Pod[] {
  return [...world.objects.Pod.values()].filter(
    (pod) => pod.metadata.namespace === metadata.namespace && selects(spec.selector, pod.metadata.labels),
  );
}
