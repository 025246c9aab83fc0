import type { ContainerLife, ContainerState } from '../objects/container.js';
import type { Pod } from '../objects/pod.js';

/** How one container stands. */
export interface ContainerRecord {
  readonly name: string;
  readonly role: ContainerLife['role'];
  readonly state: ContainerState['state'];
  /** Why it waits or has ended; '' while it runs. */
  readonly reason: string;
  readonly started: boolean;
  readonly ready: boolean;
  readonly restarts: number;
  /** How it ended last; `undefined` if it has not. */
  readonly exitCode: number | undefined;
}

/** How the containers of a pod stand: init containers first. */
export function containerRecords({ life, status }: Pod): ContainerRecord[] {
  const states = status.containers.length > 0 ? status.containers : life.fresh;
  return states.map(({ state, reason, started, ready, restarts, exitCode }, place) => {
    const { name = '', role = 'app' } = life.containers[place] ?? {};
    return { name, role, state, reason, started, ready, restarts, exitCode };
  });
}
