/** What `kubectl rollout status` would have printed, started right after the last command that changed a workload. */

import type { Change } from '../world.js';
import { isRolledOut, type RolloutStatus, rolloutStatus } from './rollout-status.js';

/** A line and when it was printed, in virtual milliseconds. */
export interface RolloutLine extends RolloutStatus {
  readonly at: number;
}

/** The lines of one workload since a step changed it. */
export interface RolloutTranscript {
  readonly step: number;
  readonly lines: readonly RolloutLine[];
}

/** The transcripts by workload, as `rolloutKey` names it. */
export type RolloutLog = ReadonlyMap<string, RolloutTranscript>;

/** `StatefulSet:shop/db` */
export function rolloutKey(kind: string, key: string): string {
  return `${kind}:${key}`;
}

/** A log in the making: call `note` with every change. */
export interface RolloutRecorder {
  readonly log: RolloutLog;
  readonly note: (change: Change, at: number) => void;
}

/** Records what changes of workloads look like to `kubectl rollout status`; `step()` is the step that runs. */
export function newRolloutRecorder(step: () => number): RolloutRecorder {
  const log = new Map<string, { readonly step: number; readonly lines: RolloutLine[] }>();
  return {
    log,
    note: ({ before, after }, at) => {
      if (after === undefined || !isRolledOut(after)) return;
      const key = rolloutKey(after.kind, after.metadata.key);
      const isNew = before === undefined || after.metadata.generation > before.metadata.generation;
      const known = log.get(key);
      // The controller's own annotations are a new generation, too, but of the same step.
      const transcript = known === undefined || (isNew && known.step !== step()) ? { step: step(), lines: [] } : known;
      log.set(key, transcript);
      print(transcript.lines, { at, ...rolloutStatus(after) });
    },
  };
}

/**
 * Adds a line as the command prints it: what is true for no time at all it does not see, nor the same line again, and
 * after its last line it has ended.
 */
export function print(lines: RolloutLine[], line: RolloutLine): void {
  if (lines.at(-1)?.exitCode !== undefined) return;
  if (lines.at(-1)?.at === line.at) lines.pop();
  if (lines.at(-1)?.line !== line.line) lines.push(line);
}
