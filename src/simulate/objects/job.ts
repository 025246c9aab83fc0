import type { LabelSelector, PodFailurePolicy, PodTemplateSpec, SuccessPolicy } from '../../kube/types.generated.js';
import { type Condition, conditionOf } from './condition.js';
import type { Metadata } from './metadata.js';

/** `spec` of a Job, with its defaults. */
export interface JobSpec {
  readonly parallelism: number;
  /** Undefined for a work queue: any success is enough. */
  readonly completions: number | undefined;
  readonly completionMode: 'NonIndexed' | 'Indexed';
  readonly backoffLimit: number;
  readonly backoffLimitPerIndex: number | undefined;
  readonly maxFailedIndexes: number | undefined;
  readonly activeDeadlineSeconds: number | undefined;
  readonly ttlSecondsAfterFinished: number | undefined;
  readonly podFailurePolicy: PodFailurePolicy | undefined;
  readonly successPolicy: SuccessPolicy | undefined;
  readonly podReplacementPolicy: string | undefined;
  readonly suspend: boolean;
  readonly managedBy: string | undefined;
  readonly manualSelector: boolean;
  readonly selector: LabelSelector | undefined;
  readonly template: PodTemplateSpec;
}

/** `status.uncountedTerminatedPods`: uids of pods that have ended and are not in the counts yet. */
export interface UncountedPods {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
}

/** What the real controller keeps in its memory and its work queue. Times are virtual milliseconds. */
export interface JobMemory {
  /** The generation that was last looked at; a newer one is looked at immediately. */
  readonly generation: number;
  /** When the Job is looked at next; the work queue keeps the earliest of several. */
  readonly dueAt: number | undefined;
  /** The last look ended with an error and is repeated. */
  readonly isRetry: boolean;
  /** How many looks in a row ended with a status that the API server refused. */
  readonly refusals: number;
  readonly failuresAfterLastSuccess: number;
  readonly lastFailureAt: number | undefined;
}

/** `status` of a Job. Times are virtual milliseconds in whole seconds. */
export interface JobStatus {
  readonly startTime: number | undefined;
  readonly completionTime: number | undefined;
  readonly active: number;
  /** Undefined until the controller has seen the Job. */
  readonly ready: number | undefined;
  readonly terminating: number | undefined;
  readonly succeeded: number;
  readonly failed: number;
  /** Intervals as text: `0,2-4`. */
  readonly completedIndexes: string;
  readonly failedIndexes: string | undefined;
  readonly uncounted: UncountedPods;
  readonly conditions: readonly Condition[];
  readonly memory: JobMemory;
}

/** A Job with its defaults filled in. */
export interface Job {
  readonly kind: 'Job';
  readonly metadata: Metadata;
  readonly spec: JobSpec;
  readonly status: JobStatus;
}

/** The status of a Job that was just created. */
export const NEW_JOB_STATUS: JobStatus = {
  startTime: undefined,
  completionTime: undefined,
  active: 0,
  ready: undefined,
  terminating: undefined,
  succeeded: 0,
  failed: 0,
  completedIndexes: '',
  failedIndexes: undefined,
  uncounted: { succeeded: [], failed: [] },
  conditions: [],
  memory: {
    generation: 0,
    dueAt: undefined,
    isRetry: false,
    refusals: 0,
    failuresAfterLastSuccess: 0,
    lastFailureAt: undefined,
  },
};

/** The condition Complete or Failed, if the Job has ended (`util.FinishedCondition`). */
export function finishedCondition(job: Job): Condition | undefined {
  const { conditions } = job.status;
  return [conditionOf(conditions, 'Complete'), conditionOf(conditions, 'Failed')].find((own) => own?.status === 'True');
}

/** Has the Job ended? */
export function isFinished(job: Job): boolean {
  return finishedCondition(job) !== undefined;
}

/** Does the Job count its pods by completion index? */
export function isIndexed(job: Job): boolean {
  return job.spec.completionMode === 'Indexed';
}
