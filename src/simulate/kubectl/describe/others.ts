/** Budgets, autoscalers, Services and claims as `kubectl describe` prints them. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go. */

import type { HPAScalingRules, MetricSpec, MetricTarget } from '../../../kube/types.generated.js';
import type { HorizontalPodAutoscaler, MetricReading } from '../../objects/horizontal-pod-autoscaler.js';
import type { PersistentVolumeClaim } from '../../objects/persistent-volume-claim.js';
import type { PodDisruptionBudget } from '../../objects/pod-disruption-budget.js';
import type { Service } from '../../objects/service.js';
import { type EndpointAddress, serviceEndpoints } from '../../services/endpoint-list.js';
import { claimNamesOf } from '../../volumes/pod-claims.js';
import type { World } from '../../world.js';
import { UNKNOWN } from '../api-values.js';
import { selectorText } from '../selector-text.js';
import { listed } from './lists.js';
import { dateText } from './time.js';
import { marks, named } from './workloads.js';

/** A PodDisruptionBudget, without its events. */
export function budgetLines(budget: PodDisruptionBudget): string[] {
  const { spec, status } = budget;
  const bound =
    spec.minAvailable !== undefined
      ? [`Min available:\t${spec.minAvailable}`]
      : spec.maxUnavailable !== undefined
        ? [`Max unavailable:\t${spec.maxUnavailable}`]
        : [];
  return [
    ...named(budget),
    ...bound,
    `Selector:\t${spec.selector === undefined ? '<unset>' : selectorText(spec.selector)}`,
    'Status:',
    `    Allowed disruptions:\t${status.disruptionsAllowed}`,
    `    Current:\t${status.currentHealthy}`,
    `    Desired:\t${status.desiredHealthy}`,
    `    Total:\t${status.expectedPods}`,
  ];
}

/** A HorizontalPodAutoscaler. */
export function autoscalerLines(hpa: HorizontalPodAutoscaler, world: World): string[] {
  const { metadata, spec, status } = hpa;
  const { scaleTargetRef, behavior } = spec;
  return [
    ...named(hpa),
    ...marks(hpa),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp, world)}`,
    `Reference:\t${scaleTargetRef.kind}/${scaleTargetRef.name}`,
    'Metrics:\t( current / target )',
    ...spec.metrics.map((metric, place) => metricLine(metric, status.currentMetrics[place])),
    `Min replicas:\t${spec.minReplicas}`,
    `Max replicas:\t${spec.maxReplicas}`,
    ...(behavior === undefined
      ? []
      : [
          'Behavior:',
          ...directionLines('Scale Up', behavior.scaleUp),
          ...directionLines('Scale Down', behavior.scaleDown),
        ]),
    `${scaleTargetRef.kind} pods:\t${status.currentReplicas} current / ${status.desiredReplicas} desired`,
    ...(status.conditions.length === 0
      ? []
      : [
          'Conditions:',
          '  Type\tStatus\tReason\tMessage',
          '  ----\t------\t------\t-------',
          ...status.conditions.map(
            ({ type, status: holds, reason, message }) => `  ${[type, holds, reason, message].join('\t')}`,
          ),
        ]),
  ];
}

function metricLine(
  { resource, containerResource, pods, object, external }: MetricSpec,
  reading?: MetricReading,
): string {
  const { target, title } =
    resource !== undefined
      ? { target: resource.target, title: `resource ${resource.name} on pods` }
      : containerResource !== undefined
        ? {
            target: containerResource.target,
            title: `resource ${containerResource.name} of container "${containerResource.container}" on pods`,
          }
        : pods !== undefined
          ? { target: pods.target, title: `"${pods.metric?.name}" on pods` }
          : object !== undefined
            ? {
                target: object.target,
                title: `"${object.metric?.name}" on ${object.describedObject?.kind}/${object.describedObject?.name} (target ${object.target?.averageValue === undefined ? '' : 'average '}value)`,
              }
            : {
                target: external?.target,
                title: `"${external?.metric?.name}" (target ${external?.target?.averageValue === undefined ? '' : 'average '}value)`,
              };
  const isShare = (resource ?? containerResource) !== undefined && target?.averageUtilization !== undefined;
  return `  ${title}${isShare ? '  (as a percentage of request)' : ''}:\t${currentText(reading, isShare)} / ${targetText(target)}`;
}

function currentText(reading: MetricReading | undefined, isShare: boolean): string {
  if (reading === undefined) return UNKNOWN;
  const unit = reading.resource === 'cpu' ? `${reading.average}m` : String(reading.average);
  return isShare && reading.utilization !== undefined ? `${reading.utilization}% (${unit})` : unit;
}

function targetText({ averageUtilization, averageValue, value }: MetricTarget = {}): string {
  return averageUtilization === undefined ? String(averageValue ?? value ?? '<auto>') : `${averageUtilization}%`;
}

function directionLines(
  title: string,
  { stabilizationWindowSeconds, policies = [], selectPolicy = 'Max' }: HPAScalingRules,
): string[] {
  return [
    `  ${title}:`,
    ...(stabilizationWindowSeconds === undefined
      ? []
      : [`    Stabilization Window: ${stabilizationWindowSeconds} seconds`]),
    ...(policies.length === 0
      ? []
      : [
          `    Select Policy: ${selectPolicy}`,
          '    Policies:',
          ...policies.map(
            ({ type, value, periodSeconds }) =>
              `      - Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`,
          ),
        ]),
  ];
}

/** So many endpoints are named. */
const NAMED = 3;

/** A Service; its endpoints are the pods behind it, whose addresses nobody knows here. */
export function serviceLines(service: Service, world: World): string[] {
  const { spec } = service;
  const { type = 'ClusterIP', clusterIP = UNKNOWN, ports = [], sessionAffinity = 'None' } = spec;
  const selector = Object.entries(spec.selector ?? {}).map(([name, value]) => `${name}=${value}`);
  const ready = serviceEndpoints(service, world).filter(({ isReady }) => isReady);
  return [
    ...named(service),
    ...marks(service),
    `Selector:\t${selector.sort().join(',') || '<none>'}`,
    `Type:\t${type}`,
    ...(type === 'ExternalName'
      ? ['IP Families:\t<none>', 'IP:\t', 'IPs:\t<none>']
      : [
          `IP Family Policy:\t${spec.ipFamilyPolicy ?? 'SingleStack'}`,
          `IP Families:\t${spec.ipFamilies?.join(',') ?? UNKNOWN}`,
          `IP:\t${clusterIP || UNKNOWN}`,
          `IPs:\t${clusterIP || UNKNOWN}`,
        ]),
    ...(spec.externalName === undefined ? [] : [`External Name:\t${spec.externalName}`]),
    ...ports.flatMap((port) => {
      const { name = '', port: number, protocol = 'TCP', targetPort = number, nodePort = 0 } = port;
      return [
        `Port:\t${name || '<unset>'}\t${number}/${protocol}`,
        `TargetPort:\t${targetPort}/${protocol}`,
        ...(nodePort === 0 ? [] : [`NodePort:\t${name || '<unset>'}\t${nodePort}/${protocol}`]),
        `Endpoints:\t${endpointsText(ready, name)}`,
      ];
    }),
    `Session Affinity:\t${sessionAffinity}`,
    ...(type === 'NodePort' || type === 'LoadBalancer'
      ? [`External Traffic Policy:\t${spec.externalTrafficPolicy ?? 'Cluster'}`]
      : []),
    ...(type === 'ExternalName' ? [] : [`Internal Traffic Policy:\t${spec.internalTrafficPolicy ?? 'Cluster'}`]),
  ];
}

function endpointsText(ready: readonly EndpointAddress[], port: string): string {
  const texts = ready.flatMap(({ pod, ports }) => {
    const found = ports.find(({ name }) => name === port);
    return found === undefined ? [] : [`${pod}:${found.port}`];
  });
  const more = texts.length > NAMED ? ` + ${texts.length - NAMED} more...` : '';
  return texts.length === 0 ? '' : `${texts.slice(0, NAMED).join(',')}${more}`;
}

/** A PersistentVolumeClaim. */
export function claimLines(claim: PersistentVolumeClaim, world: World): string[] {
  const { spec, status, metadata } = claim;
  return [
    ...named(claim),
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    `Status:\t${metadata.deletionTimestamp === undefined ? status.phase : 'Terminating'}`,
    `Volume:\t${spec.volumeName ?? ''}`,
    ...marks(claim),
    `Finalizers:\t[${metadata.finalizers.join(' ')}]`,
    `Capacity:\t${spec.volumeName === undefined ? '' : (spec.resources?.requests?.storage ?? '')}`,
    `Access Modes:\t${spec.volumeName === undefined ? '' : (spec.accessModes ?? []).map(shortMode).join(',')}`,
    `VolumeMode:\t${spec.volumeMode ?? 'Filesystem'}`,
    ...listed('Used By', usersOf(claim, world)),
  ];
}

/** The pods that name the claim. */
function usersOf({ metadata }: PersistentVolumeClaim, world: World): string[] {
  const users: string[] = [];
  for (const pod of world.objects.Pod.values()) {
    if (pod.metadata.namespace === metadata.namespace && claimNamesOf(pod).includes(metadata.name))
      users.push(pod.metadata.name);
  }
  return users.sort();
}

const SHORT_MODES: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

/** `ReadWriteMany` → `RWX` */
export function shortMode(mode: string): string {
  return SHORT_MODES.get(mode) ?? mode;
}
