/**
 * Whoever sets the conditions of readiness gates: a load balancer's controller, as a scenario or an assumption says. Without
 * either nobody does, and such pods never get ready.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
 * Follows kubernetes@v1.35.4 pkg/kubelet/status/generate.go (`GeneratePodReadyCondition`).
 *
 * Not modelled: several gates of one pod that are set at different times.
 */

import type { Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import { areContainersReady } from '../kubelet/pod-status.js';
import type { Pod, PodLife } from '../objects/pod.js';
import { type Change, keyOf, type World } from '../world.js';

/** Sets the conditions. */
export const readinessGates = controllerFor({
  name: 'readiness-gates',
  kind: 'Pod',
  watch: { Pod: watchPod },
  sync,
});

function watchPod({ object }: Change<Pod>, _world: World, wake: (key: string) => void): void {
  const { gates } = object.life;
  if (gates !== undefined && !gates.areOpen && gates.delayMs !== 'never') wake(keyOf(object));
}

function* sync(pod: Pod, world: World): Sync {
  const { life, status } = pod;
  const { gates } = life;
  if (gates === undefined || gates.areOpen || gates.delayMs === 'never') return undefined;
  if (status.phase !== 'Running' || !areContainersReady(life, status.containers)) return undefined;
  const at = status.since + gates.delayMs;
  if (at > world.now) {
    yield { do: 'wake', controller: 'readiness-gates', key: keyOf(pod), at, patience: 'work' };
    return undefined;
  }
  yield {
    do: 'update',
    object: { ...pod, life: opened(life) },
    because: 'spec.readinessGates: their conditions are set',
  };
  return undefined;
}

const openedLives = new WeakMap<PodLife, PodLife>();

/** One object for all pods that share the life: they stay alike. */
function opened(life: PodLife): PodLife {
  const known = openedLives.get(life);
  if (known !== undefined) return known;
  const next: PodLife = { ...life, gates: life.gates && { ...life.gates, areOpen: true } };
  openedLives.set(life, next);
  return next;
}
