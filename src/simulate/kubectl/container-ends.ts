import type { ContainerLife, ContainerState } from '../objects/container.js';

/** How a container ended last. Times are virtual milliseconds. */
export interface ContainerEnd {
  readonly exitCode: number;
  /** `Completed`, `Error`, `OOMKilled` */
  readonly reason: string;
  readonly at: number;
  /** When it had started; `undefined` where that is not remembered any more. */
  readonly startedAt: number | undefined;
}

/** The last end of a container; `undefined` if it has not ended yet. */
export function lastEnd(life: ContainerLife, state: ContainerState): ContainerEnd | undefined {
  const { exitCode, endedAt } = state;
  if (exitCode === undefined || endedAt === undefined) return undefined;
  const hasStartedAgain = state.state === 'running';
  return {
    exitCode,
    reason: state.state === 'terminated' ? state.reason : reasonOf(exitCode, life),
    at: endedAt,
    startedAt: hasStartedAgain ? undefined : state.from,
  };
}

/** The reason that went with the exit code: what its course says, or the kubelet's own word. */
function reasonOf(exitCode: number, { course, change }: ContainerLife): string {
  for (const { what } of [...(change ?? []), ...course])
    if (what.kind === 'exit' && what.code === exitCode) return what.reason;
  return exitCode === 0 ? 'Completed' : 'Error';
}

/** `ready` in its status: an init container is ready when it has done its part. */
export function isContainerReady({ role }: ContainerLife, { state, exitCode, ready }: ContainerState): boolean {
  return role === 'init' ? state === 'terminated' && exitCode === 0 : ready;
}
