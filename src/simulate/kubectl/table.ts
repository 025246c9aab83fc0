/**
 * What `kubectl get` prints. Follows kubernetes@v1.35.4 pkg/printers/internalversion/printers.go.
 *
 * Not modelled: custom resources (ScaledObject), whose columns their definition says.
 */

import type { ServiceSpec } from '../../kube/types.generated.js';
import { statusWord } from '../kubelet/pod-status.js';
import type { CronJob } from '../objects/cron-job.js';
import type { HorizontalPodAutoscaler } from '../objects/horizontal-pod-autoscaler.js';
import { finishedCondition, type Job } from '../objects/job.js';
import type { Kind, WorldObject } from '../objects/kinds.js';
import { wholeSeconds } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import { printedName } from '../objects/resource-name.js';
import type { World } from '../world.js';
import { UNKNOWN } from './api-values.js';
import { shortMode } from './describe/others.js';
import { humanDuration } from './human-duration.js';
import { nodeRoles } from './node-roles.js';
import { PASSIVE_COLUMNS, PASSIVE_LAST_COLUMNS } from './passive-columns.js';
import { type Columns, WIDE_COLUMNS } from './wide-columns.js';

/** The columns between NAME and AGE of the kinds that can be printed. */
const COLUMNS: { readonly [K in Kind]?: Columns<K> } = {
  Pod: {
    READY: (pod) => `${readyContainers(pod)}/${containersOf(pod)}`,
    STATUS: statusWord,
    RESTARTS: restarts,
  },
  Deployment: {
    READY: ({ spec, status }) => `${status.readyReplicas}/${spec.replicas}`,
    'UP-TO-DATE': ({ status }) => status.updatedReplicas,
    AVAILABLE: ({ status }) => status.availableReplicas,
  },
  ReplicaSet: {
    DESIRED: ({ spec }) => spec.replicas,
    CURRENT: ({ status }) => status.replicas,
    READY: ({ status }) => status.readyReplicas,
  },
  ReplicationController: {
    DESIRED: ({ spec }) => spec.replicas,
    CURRENT: ({ status }) => status.replicas,
    READY: ({ status }) => status.readyReplicas,
  },
  StatefulSet: { READY: ({ spec, status }) => `${status.readyReplicas}/${spec.replicas}` },
  DaemonSet: {
    DESIRED: ({ status }) => status.desiredNumberScheduled,
    CURRENT: ({ status }) => status.currentNumberScheduled,
    READY: ({ status }) => status.numberReady,
    'UP-TO-DATE': ({ status }) => status.updatedNumberScheduled,
    AVAILABLE: ({ status }) => status.numberAvailable,
    'NODE SELECTOR': ({ spec }) => labelsText(spec.template.spec?.nodeSelector ?? {}),
  },
  Job: { STATUS: jobStatus, COMPLETIONS: completions, DURATION: jobDuration },
  CronJob: {
    SCHEDULE: ({ spec }) => spec.schedule,
    TIMEZONE: ({ spec }) => spec.timeZone ?? '<none>',
    SUSPEND: ({ spec }) => (spec.suspend ? 'True' : 'False'),
    ACTIVE: ({ status }) => status.active.length,
    'LAST SCHEDULE': lastSchedule,
  },
  PodDisruptionBudget: {
    'MIN AVAILABLE': ({ spec }) => spec.minAvailable ?? 'N/A',
    'MAX UNAVAILABLE': ({ spec }) => spec.maxUnavailable ?? 'N/A',
    'ALLOWED DISRUPTIONS': ({ status }) => status.disruptionsAllowed,
  },
  HorizontalPodAutoscaler: {
    REFERENCE: ({ spec }) => `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}`,
    TARGETS: (hpa) => metricsText(hpa),
    MINPODS: ({ spec }) => spec.minReplicas,
    MAXPODS: ({ spec }) => spec.maxReplicas,
    REPLICAS: ({ status }) => status.currentReplicas,
  },
  Service: {
    TYPE: ({ spec }) => spec.type ?? 'ClusterIP',
    'CLUSTER-IP': ({ spec }) => (spec.type === 'ExternalName' ? '<none>' : spec.clusterIP || UNKNOWN),
    'EXTERNAL-IP': ({ spec }) =>
      spec.externalName ?? (spec.externalIPs?.join(',') || (spec.type === 'LoadBalancer' ? '<pending>' : '<none>')),
    'PORT(S)': ({ spec }) => portsText(spec.ports),
  },
  PersistentVolumeClaim: {
    STATUS: ({ metadata, status }) => (metadata.deletionTimestamp === undefined ? status.phase : 'Terminating'),
    VOLUME: ({ spec }) => spec.volumeName ?? '',
    CAPACITY: ({ spec }) => (spec.volumeName === undefined ? '' : String(spec.resources?.requests?.storage ?? '')),
    'ACCESS MODES': ({ spec }) =>
      spec.volumeName === undefined ? '' : (spec.accessModes ?? []).map(shortMode).join(','),
    STORAGECLASS: ({ spec }) => spec.storageClassName ?? '',
    VOLUMEATTRIBUTESCLASS: ({ spec }) => spec.volumeAttributesClassName || '<unset>',
  },
  ...PASSIVE_COLUMNS,
  ConfigMap: { DATA: ({ spec }) => Object.keys(spec.data).length },
  Node: {
    STATUS: ({ spec, status }) =>
      `${status.ready ? 'Ready' : 'NotReady'}${spec.unschedulable ? ',SchedulingDisabled' : ''}`,
    ROLES: nodeRoles,
  },
};

/** What stands behind AGE whether or not it is asked for. */
const LAST_COLUMNS: { readonly [K in Kind]?: Columns<K> } = {
  ...PASSIVE_LAST_COLUMNS,
  Node: { VERSION: (_node, { settings: { version } }) => `v1.${version.minor}.${version.patch}` },
};

/** Can objects of this kind be printed? */
export function isPrintable(kind: Kind): boolean {
  return COLUMNS[kind] !== undefined;
}

const CLUSTER_WIDE: ReadonlySet<Kind> = new Set([
  'Node',
  'PriorityClass',
  'RuntimeClass',
  'CSINode',
  'StorageClass',
  'PersistentVolume',
]);

function isClusterWide(kind: Kind): boolean {
  return CLUSTER_WIDE.has(kind);
}

/** What is printed. */
export interface TableOptions {
  readonly kind: Kind;
  readonly namespace: string;
  /** `-o wide` */
  readonly wide: boolean;
  readonly showLabels: boolean;
  /** Names have their kind before them. */
  readonly isOneOfSeveral?: boolean;
}

/** The table of these objects of one kind; kubectl's words when there are none. */
export function table(
  objects: readonly WorldObject[],
  { kind, namespace, wide, showLabels, isOneOfSeveral = false }: TableOptions,
  world: World,
): string[] {
  if (objects.length === 0)
    return [isClusterWide(kind) ? 'No resources found' : `No resources found in ${namespace} namespace.`];
  // The columns of a kind are for objects of that kind.
  const columns = Object.entries((COLUMNS[kind] ?? {}) as Columns<Kind>);
  const last = [LAST_COLUMNS[kind], wide ? WIDE_COLUMNS[kind] : undefined].flatMap((more) =>
    Object.entries((more ?? {}) as Columns<Kind>),
  );
  const age = kind === 'LimitRange' ? [] : ['AGE'];
  const headings = [
    'NAME',
    ...columns.map(([heading]) => heading),
    ...age,
    ...last.map(([heading]) => heading),
    ...(showLabels ? ['LABELS'] : []),
  ];
  const rows = objects.map((object) => [
    isOneOfSeveral ? printedName(kind, object.metadata.name) : shownName(object),
    ...columns.map(([, cell]) => String(cell(object, world))),
    ...age.map(() => humanDuration(world.now - wholeSeconds(object.metadata.creationTimestamp))),
    ...last.map(([, cell]) => String(cell(object, world))),
    ...(showLabels ? [labelsText(object.metadata.labels)] : []),
  ]);
  return aligned([headings, ...rows]);
}

function shownName(object: WorldObject): string {
  const { name } = object.metadata;
  return object.kind === 'StorageClass' && object.spec.isDefault ? `${name} (default)` : name;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const texts = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`);
  return texts.join(',') || '<none>';
}

function containersOf({ life }: Pod): number {
  return life.containers.filter(({ role }) => role !== 'init').length;
}

function readyContainers({ life, status }: Pod): number {
  return life.containers.filter(({ role }, place) => role !== 'init' && status.containers[place]?.ready === true)
    .length;
}

function restarts({ status }: Pod, world: World): string {
  const ends = status.containers.flatMap(({ restarts: count, endedAt }) =>
    count > 0 && endedAt !== undefined ? [endedAt] : [],
  );
  if (status.restarts === 0 || ends.length === 0) return String(status.restarts);
  return `${status.restarts} (${humanDuration(world.now - Math.max(...ends))} ago)`;
}

function jobStatus(job: Job): string {
  const end = finishedCondition(job);
  if (end !== undefined) return end.type;
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const has = (type: string) => job.status.conditions.some((own) => own.type === type && own.status === 'True');
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

function portsText(ports: ServiceSpec['ports'] = []): string {
  const texts = ports.map(({ port, nodePort = 0, protocol = 'TCP' }) =>
    nodePort === 0 ? `${port}/${protocol}` : `${port}:${nodePort}/${protocol}`,
  );
  return texts.join(',') || '<none>';
}

/** `cpu: 63%/70%`; kubectl names two and counts the others. */
function metricsText({ spec, status }: HorizontalPodAutoscaler): string {
  const texts = spec.metrics.map(({ resource, containerResource, pods, object, external }, place) => {
    const target = (resource ?? containerResource ?? pods ?? object ?? external)?.target ?? {};
    const reading = status.currentMetrics[place];
    const name = resource === undefined ? '' : `${resource.name}: `;
    if (target.averageUtilization !== undefined)
      return `${name}${reading?.utilization === undefined ? UNKNOWN : `${reading.utilization}%`}/${target.averageUtilization}%`;
    const goal =
      target.averageValue === undefined
        ? String(target.value ?? '<auto>')
        : `${target.averageValue}${resource === undefined ? ' (avg)' : ''}`;
    return `${name}${reading === undefined ? UNKNOWN : reading.resource === 'cpu' ? `${reading.average}m` : reading.average}/${goal}`;
  });
  if (texts.length === 0) return '<none>';
  return texts.length > 2 ? `${texts.slice(0, 2).join(', ')} + ${texts.length - 2} more...` : texts.join(', ');
}

function completions({ spec, status }: Job): string {
  if (spec.completions !== undefined) return `${status.succeeded}/${spec.completions}`;
  return spec.parallelism > 1 ? `${status.succeeded}/1 of ${spec.parallelism}` : `${status.succeeded}/1`;
}

function jobDuration({ status: { startTime, completionTime } }: Job, world: World): string {
  return startTime === undefined ? '' : humanDuration((completionTime ?? world.now) - startTime);
}

function lastSchedule({ status: { lastScheduleTime } }: CronJob, world: World): string {
  return lastScheduleTime === undefined ? '<none>' : humanDuration(world.now - lastScheduleTime);
}
