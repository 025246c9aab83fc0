/**
 * Pods that are to end by themselves: those of a Job. How long they run and how they end is in no manifest: it is assumed,
 * printed, and said by a scenario's `runFor` and `exitCode`.
 */

import type { Metadata } from '../objects/metadata.js';
import type { Exit } from './behaviour.js';

/** Does a Job manage the pod? */
export function isJobPod({ ownerReferences }: Pick<Metadata, 'ownerReferences'>): boolean {
  return ownerReferences.some((owner) => owner.controller && owner.kind === 'Job');
}

/** When and how a pod of a Job ends: after `runMs`, successfully unless a scenario gives a code. */
export function jobExit(runMs: number, exitCode = 0): Exit {
  return { afterMs: runMs, code: exitCode };
}
