import type { PodPhase, PodRecord } from '../../simulate/timeline.js';
import { lastUpTo } from './last-up-to.js';

/** What a pod's STATUS means, in few enough words to draw. */
export type PodState = 'waiting' | 'running' | 'ready' | 'trouble' | 'terminating' | 'done' | 'gone';

/** All states but `gone`, from good to bad to over; the order in which they are drawn. */
export const POD_STATES = ['ready', 'running', 'waiting', 'trouble', 'terminating', 'done'] as const;

/** What stands in a legend. */
export const STATE_WORDS: Readonly<Record<PodState, string>> = {
  waiting: 'waiting to run',
  running: 'running, not ready',
  ready: 'ready',
  trouble: 'in trouble',
  terminating: 'terminating',
  done: 'completed',
  gone: 'gone',
};

const TROUBLE = /BackOff|Err|Error|Evicted|Exceeded|Failed|Invalid|OOM|OutOf|Unknown|Unexpected/;

/** The state that a phase is in. */
export function stateOf({ status, ready }: PodPhase): PodState {
  if (status === 'gone') return 'gone';
  if (status === 'Terminating') return 'terminating';
  if (status === 'Completed') return 'done';
  if (status === 'Running') return ready ? 'ready' : 'running';
  return TROUBLE.test(status) ? 'trouble' : 'waiting';
}

/** The phase that a pod is in at a moment, once all of that moment has happened; `undefined` before it is created. */
export function phaseAt({ phases }: PodRecord, at: number): PodPhase | undefined {
  return phases[lastUpTo(phases.length, (place) => phases[place]?.at ?? 0, at)];
}
