import type { CronSchedule } from '../../kube/cron.js';
import type { TimeZone } from '../../kube/time-zone.js';
import type { Metadata } from './metadata.js';

/** A trigger of type cron: a time of the day, or of the week, with a number of replicas. */
export interface CronTrigger {
  /** Its metric, as the autoscaler that KEDA makes asks for it. */
  readonly metric: string;
  readonly start: CronSchedule;
  readonly end: CronSchedule;
  readonly zone: TimeZone;
  readonly desiredReplicas: number;
}

/** KEDA's ScaledObject, as far as its cron triggers go; what it asks of metrics is in the autoscaler that KEDA makes. */
export interface ScaledObject {
  readonly kind: 'ScaledObject';
  readonly metadata: Metadata;
  readonly spec: {
    readonly target: { readonly kind: string; readonly name: string };
    readonly triggers: readonly CronTrigger[];
    /** No other trigger keeps it active: outside of its times it may rest. */
    readonly isByClock: boolean;
    readonly minReplicaCount: number;
    /** `idleReplicaCount`: its size when it rests; `undefined` is 0, and only where `minReplicaCount` is 0. */
    readonly idleReplicaCount: number | undefined;
    readonly cooldownMs: number;
  };
  readonly status: {
    /** When a trigger was active last, in virtual milliseconds. */
    readonly activeAt: number | undefined;
    readonly isActive: boolean;
    /** The next look that is planned. */
    readonly nextLook: number | undefined;
  };
}
