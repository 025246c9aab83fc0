/** Workloads as `kubectl describe` prints them. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go. */

import { newReplicaSet, oldReplicaSets } from '../../controllers/deployment/revision.js';
import type { Condition } from '../../objects/condition.js';
import type { CronJob } from '../../objects/cron-job.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import type { Deployment } from '../../objects/deployment.js';
import { isIndexed, type Job } from '../../objects/job.js';
import type { WorldObject } from '../../objects/kinds.js';
import { controllerOf } from '../../objects/metadata.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import type { PodSet } from '../../objects/replication-controller.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { managed, type World } from '../../world.js';
import { humanDuration } from '../human-duration.js';
import { JOB_UID, jobLabels } from '../job-labels.js';
import { selectorText } from '../selector-text.js';
import { templateLines } from '../template-lines.js';
import { annotationLines, labelLines } from './lists.js';
import { dateText } from './time.js';

/** A Deployment, without its events. */
export function deploymentLines(deployment: Deployment, world: World): string[] {
  const { metadata, spec, status } = deployment;
  const { strategy, selector, replicas } = spec;
  const sets = managed(world, metadata.uid, 'ReplicaSet');
  const newest = newReplicaSet(deployment, sets);
  const old = oldReplicaSets(deployment, sets).sort((one, other) => (one.metadata.name < other.metadata.name ? -1 : 1));
  return [
    ...named(deployment),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp, world)}`,
    ...marks(deployment),
    `Selector:\t${selectorText(selector)}`,
    `Replicas:\t${replicas} desired | ${status.updatedReplicas} updated | ${status.replicas} total | ${status.availableReplicas} available | ${status.unavailableReplicas} unavailable`,
    `StrategyType:\t${strategy.type}`,
    `MinReadySeconds:\t${spec.minReadySeconds}`,
    ...(strategy.type === 'RollingUpdate'
      ? [
          `RollingUpdateStrategy:\t${strategy.rollingUpdate.maxUnavailable} max unavailable, ${strategy.rollingUpdate.maxSurge} max surge`,
        ]
      : []),
    ...templateLines(spec.template),
    ...conditionLines(status.conditions),
    ...(sets.length === 0
      ? []
      : [`OldReplicaSets:\t${setsText(old)}`, `NewReplicaSet:\t${setsText(newest === undefined ? [] : [newest])}`]),
  ];
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status.replicas}/${spec.replicas} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}

/** A ReplicaSet or a ReplicationController. */
export function podSetLines(set: PodSet, world: World): string[] {
  const { spec, status } = set;
  return [
    ...named(set),
    `Selector:\t${selectorText(spec.selector)}`,
    ...marks(set),
    ...ownerLine(set),
    `Replicas:\t${status.replicas} current / ${spec.replicas} desired`,
    podsStatus(set, world),
    ...templateLines(spec.template),
    ...conditionLines(status.conditions),
  ];
}

/** A StatefulSet. */
export function statefulSetLines(set: StatefulSet, world: World): string[] {
  const { metadata, spec, status } = set;
  const { updateStrategy, volumeClaimTemplates } = spec;
  const rolling = updateStrategy.type === 'RollingUpdate' ? updateStrategy.rollingUpdate : undefined;
  return [
    ...named(set),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp, world)}`,
    `Selector:\t${selectorText(spec.selector)}`,
    ...marks(set),
    `Replicas:\t${spec.replicas} desired | ${status.replicas} total`,
    `Update Strategy:\t${updateStrategy.type}`,
    ...(updateStrategy.type === 'RollingUpdate' ? [`  Partition:\t${rolling?.partition ?? 0}`] : []),
    ...(rolling?.maxUnavailable === undefined ? [] : [`  MaxUnavailable:\t${rolling.maxUnavailable}`]),
    podsStatus(set, world),
    ...templateLines(spec.template),
    ...(volumeClaimTemplates.length === 0
      ? ['Volume Claims:\t<none>']
      : ['Volume Claims:', ...volumeClaimTemplates.flatMap(claimLines)]),
  ];
}

function claimLines(claim: StatefulSet['spec']['volumeClaimTemplates'][number]): string[] {
  const { metadata = {}, spec = {} } = claim;
  return [
    `  Name:\t${metadata.name ?? ''}`,
    `  StorageClass:\t${spec.storageClassName ?? ''}`,
    ...labelLines('  Labels', metadata.labels),
    ...labelLines('  Annotations', metadata.annotations),
    `  Capacity:\t${spec.resources?.requests?.storage ?? '<default>'}`,
    `  Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]`,
  ];
}

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** A DaemonSet. */
export function daemonSetLines(set: DaemonSet, world: World): string[] {
  const { spec, status } = set;
  // Each change of the template is a revision, and a generation.
  const generation = Math.max(
    1,
    ...managed(world, set.metadata.uid, 'ControllerRevision').map((own) => own.spec.revision),
  );
  const nodes = Object.entries(spec.template.spec?.nodeSelector ?? {}).map(([name, value]) => `${name}=${value}`);
  return [
    ...named(set),
    `Selector:\t${selectorText(spec.selector)}`,
    `Node-Selector:\t${nodes.sort().join(',') || '<none>'}`,
    ...labelLines('Labels', set.metadata.labels),
    ...annotationLines('Annotations', { ...set.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) }),
    `Desired Number of Nodes Scheduled: ${status.desiredNumberScheduled}`,
    `Current Number of Nodes Scheduled: ${status.currentNumberScheduled}`,
    `Number of Nodes Scheduled with Up-to-date Pods: ${status.updatedNumberScheduled}`,
    `Number of Nodes Scheduled with Available Pods: ${status.numberAvailable}`,
    `Number of Nodes Misscheduled: ${status.numberMisscheduled}`,
    podsStatus(set, world),
    ...templateLines(spec.template),
  ];
}

/** A Job. */
export function jobLines(job: Job, world: World): string[] {
  const { spec, status } = job;
  const { startTime, completionTime } = status;
  const { template } = spec;
  const templateLabels = { ...template.metadata?.labels, ...(spec.manualSelector ? {} : jobLabels(job)) };
  // A Job without labels has those of its template.
  const labels = Object.keys(job.metadata.labels).length === 0 ? templateLabels : job.metadata.labels;
  const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
  return [
    ...named(job),
    `Selector:\t${selectorText(spec.manualSelector ? spec.selector : { matchLabels: { [JOB_UID]: job.metadata.uid } })}`,
    ...labelLines('Labels', labels),
    ...annotationLines('Annotations', job.metadata.annotations),
    ...ownerLine(job),
    `Parallelism:\t${spec.parallelism}`,
    `Completions:\t${spec.completions ?? '<unset>'}`,
    `Completion Mode:\t${spec.completionMode}`,
    `Suspend:\t${spec.suspend}`,
    `Backoff Limit:\t${spec.backoffLimit}`,
    ...optional('TTL Seconds After Finished', spec.ttlSecondsAfterFinished),
    ...(startTime === undefined ? [] : [`Start Time:\t${dateText(startTime, world)}`]),
    ...(completionTime === undefined ? [] : [`Completed At:\t${dateText(completionTime, world)}`]),
    ...(startTime === undefined || completionTime === undefined
      ? []
      : [`Duration:\t${humanDuration(completionTime - startTime)}`]),
    ...(spec.activeDeadlineSeconds === undefined ? [] : [`Active Deadline Seconds:\t${spec.activeDeadlineSeconds}s`]),
    `Pods Statuses:\t${status.active} Active${ready} / ${status.succeeded} Succeeded / ${status.failed} Failed`,
    ...(isIndexed(job) ? [`Completed Indexes:\t${indexesText(status.completedIndexes)}`] : []),
    ...templateLines({ ...template, metadata: { ...template.metadata, labels: templateLabels } }),
  ];
}

// A list that is longer ends after the next comma.
const LONG_INDEXES = 50;

function indexesText(indexes: string): string {
  if (indexes === '') return '<none>';
  const comma = indexes.indexOf(',', LONG_INDEXES);
  return comma === -1 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

/** A CronJob. */
export function cronJobLines(cronJob: CronJob, world: World): string[] {
  const { spec, status } = cronJob;
  const job = spec.jobTemplate.spec;
  const { lastScheduleTime, active } = status;
  const deadline = spec.startingDeadlineSeconds;
  return [
    ...named(cronJob),
    ...marks(cronJob),
    `Schedule:\t${spec.schedule}`,
    `Concurrency Policy:\t${spec.concurrencyPolicy}`,
    `Suspend:\t${spec.suspend ? 'True' : 'False'}`,
    `Successful Job History Limit:\t${spec.successfulJobsHistoryLimit ?? '<unset>'}`,
    `Failed Job History Limit:\t${spec.failedJobsHistoryLimit ?? '<unset>'}`,
    `Starting Deadline Seconds:\t${deadline === undefined ? '<unset>' : `${deadline}s`}`,
    `Selector:\t${job.selector === undefined ? '<unset>' : selectorText(job.selector)}`,
    // Only created Jobs have the defaults; 1 is what an absent number means.
    `Parallelism:\t${job.parallelism === 1 ? '<unset>' : job.parallelism}`,
    `Completions:\t${job.completions === undefined || job.completions === 1 ? '<unset>' : job.completions}`,
    ...(job.activeDeadlineSeconds === undefined ? [] : [`Active Deadline Seconds:\t${job.activeDeadlineSeconds}s`]),
    ...templateLines(job.template),
    `Last Schedule Time:\t${lastScheduleTime === undefined ? '<unset>' : dateText(lastScheduleTime, world)}`,
    `Active Jobs:\t${active.map(({ name }) => name).join(', ') || '<none>'}`,
  ];
}

function optional(title: string, value: number | undefined): string[] {
  return value === undefined ? [] : [`${title}:\t${value}`];
}

/** `Name:` and `Namespace:` */
export function named({ metadata }: WorldObject): string[] {
  return [`Name:\t${metadata.name}`, `Namespace:\t${metadata.namespace}`];
}

/** `Labels:` and `Annotations:` */
export function marks({ metadata }: WorldObject): string[] {
  return [...labelLines('Labels', metadata.labels), ...annotationLines('Annotations', metadata.annotations)];
}

/** `Controlled By:`, of what somebody controls. */
export function ownerLine({ metadata }: WorldObject): string[] {
  const owner = controllerOf(metadata);
  return owner === undefined ? [] : [`Controlled By:\t${owner.kind}/${owner.name}`];
}

/** `Pods Status:  3 Running / 0 Waiting / 0 Succeeded / 0 Failed`: pods that the workload controls. */
function podsStatus({ metadata }: WorldObject, world: World): string {
  const counts = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0 };
  for (const pod of managed(world, metadata.uid, 'Pod')) counts[pod.status.phase]++;
  return `Pods Status:\t${counts.Running} Running / ${counts.Pending} Waiting / ${counts.Succeeded} Succeeded / ${counts.Failed} Failed`;
}

function conditionLines(conditions: readonly Condition[]): string[] {
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tReason',
    '  ----\t------\t------',
    ...conditions.map(({ type, status, reason }) => `  ${type} \t${status}\t${reason}`),
  ];
}
