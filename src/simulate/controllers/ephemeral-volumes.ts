/**
 * Generic ephemeral volumes: each gets a claim of its own that goes with the pod.
 *
 * Docs: https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 * Follows kubernetes@v1.35.4 pkg/controller/volume/ephemeral/controller.go.
 *
 * Not modelled: a claim of that name that was not made for the pod, which the real one does not take.
 */

import type { Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import { PVC_PROTECTION } from '../objects/persistent-volume-claim.js';
import type { Pod } from '../objects/pod.js';
import { type Change, controllerReference, keyOf, objectNamed, type World } from '../world.js';

/** Makes the claims. */
export const ephemeralVolumes = controllerFor({
  name: 'ephemeral-volume',
  kind: 'Pod',
  watch: { Pod: watchPod },
  sync,
});

function watchPod({ type, object }: Change<Pod>, _world: World, wake: (key: string) => void): void {
  const isOne = (object.spec.volumes ?? []).some(({ ephemeral }) => ephemeral !== undefined);
  if (isOne && type === 'added') wake(keyOf(object));
}

function* sync(pod: Pod, world: World): Sync {
  if (pod.metadata.deletionTimestamp !== undefined) return undefined;
  const { namespace } = pod.metadata;
  for (const { name: volume = '', ephemeral } of pod.spec.volumes ?? []) {
    const name = `${pod.metadata.name}-${volume}`;
    if (ephemeral === undefined || objectNamed(world, 'PersistentVolumeClaim', namespace, name) !== undefined) continue;
    const { metadata = {}, spec = {} } = ephemeral.volumeClaimTemplate ?? {};
    yield {
      do: 'create',
      object: {
        kind: 'PersistentVolumeClaim',
        metadata: {
          name,
          namespace,
          labels: metadata.labels ?? {},
          annotations: metadata.annotations ?? {},
          ownerReferences: [controllerReference(pod)],
          finalizers: [PVC_PROTECTION],
        },
        spec,
      },
      because: `spec.volumes: ${volume}`,
    };
  }
  return undefined;
}
