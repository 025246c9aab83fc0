import type { Pod } from '../objects/pod.js';
import { areContainersReady } from './pod-status.js';

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

/** Are all its containers ready, and its readiness gates not? */
export function isGated({ life, status }: Pod): boolean {
  return life.gates?.areOpen === false && status.phase === 'Running' && areContainersReady(life, status.containers);
}

/** Is there a container that never gets ready however long one waits? */
export function isNeverReady({ life }: Pod): boolean {
  if (life.unready) return true;
  return life.containers.some(
    ({ role, course }) => role !== 'init' && course.every(({ what }) => what.kind !== 'ready'),
  );
}

/** How a container comes to its end that starts again and again: of one pod, and of many. */
export function endOf({ life, status }: Pod, place: number): { readonly one: string; readonly many: string } {
  if (life.containers[place]?.hook?.fails === true)
    return { one: 'fails its postStart hook and is killed', many: 'fail their postStart hook and are killed' };
  const turns = (life.containers[place]?.course ?? []).map(({ what }) => what);
  const kill = turns.find((what) => what.kind === 'kill');
  if (kill?.kind === 'kill') {
    const probe = kill.probe.toLowerCase();
    return { one: `fails its ${probe} probe and is killed`, many: `fail their ${probe} probe and are killed` };
  }
  const exitCode = status.containers[place]?.exitCode;
  const isForMemory = turns.some((what) => what.kind === 'exit' && what.reason === 'OOMKilled');
  if (isForMemory) return { one: 'runs out of memory (OOMKilled)', many: 'run out of memory (OOMKilled)' };
  const code = exitCode === undefined ? '' : ` with code ${exitCode}`;
  return { one: `ends${code}`, many: `end${code}` };
}

/** Will a container that runs come to an end again, by itself or by a probe? */
export function endsAgain({ life, status }: Pod): boolean {
  return status.containers.some(({ state, course, turn, restarts }, place) => {
    if (life.containers[place]?.role === 'init') return false;
    if (state !== 'running') return true;
    const ahead = (course ?? life.containers[place]?.course ?? []).slice(Math.max(turn, 0));
    return ahead.some(({ what }) => what.kind === 'kill' || (what.kind === 'exit' && restarts < what.times));
  });
}
