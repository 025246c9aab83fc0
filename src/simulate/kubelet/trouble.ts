import type { Pod } from '../objects/pod.js';

/** The place of the container that most likely holds a pod up: one that cannot start or ends again and again, else one that is not ready. */
export function troubledContainer({ life, status }: Pod): number {
  const waits = status.containers.findIndex(({ state, reason }) => state === 'waiting' && isTrouble(reason));
  if (waits !== -1) return waits;
  const restarted = status.containers.findIndex(({ restarts, ready }) => restarts > 0 && !ready);
  if (restarted !== -1) return restarted;
  const unready = status.containers.findIndex(({ ready }, place) => !ready && life.containers[place]?.role !== 'init');
  return unready === -1 ? life.inits : unready;
}

function isTrouble(reason: string): boolean {
  return reason !== 'ContainerCreating' && reason !== 'PodInitializing';
}

/** Is there a container that never gets ready however long one waits? */
export function isNeverReady({ life }: Pod): boolean {
  if (life.unready) return true;
  return life.containers.some(
    ({ role, course }) => role !== 'init' && course.every(({ what }) => what.kind !== 'ready'),
  );
}
