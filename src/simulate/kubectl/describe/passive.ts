/**
 * Quotas, limits, classes and configuration as `kubectl describe` prints them. Follows k8s.io/kubectl@v0.35.4
 * pkg/describe/describe.go.
 *
 * Not modelled: the annotation of `kubectl apply` among those of a class; the order of a LimitRange's resources, which is
 * another one each time (here by name).
 */

import { objectOf, stringOf } from '../../../kube/json.js';
import type { LimitRangeItem } from '../../../kube/types.generated.js';
import { quotaLines } from '../../admission/quota-standing.js';
import type { ConfigMap, Secret } from '../../objects/config.js';
import type { CsiNode } from '../../objects/csi-node.js';
import type { LimitRange } from '../../objects/limit-range.js';
import type { Labels } from '../../objects/metadata.js';
import type { PriorityClass } from '../../objects/priority-class.js';
import type { ResourceQuota } from '../../objects/resource-quota.js';
import type { World } from '../../world.js';
import { plainAnnotations } from './lists.js';
import { dateText } from './time.js';
import { marks, named } from './workloads.js';

const SCOPE_HELP: ReadonlyMap<string, string> = new Map([
  [
    'Terminating',
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  ],
  [
    'NotTerminating',
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  ],
  [
    'BestEffort',
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  ],
  [
    'NotBestEffort',
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
  ],
]);

/** A ResourceQuota with what is used of it. */
export function quotaText(quota: ResourceQuota, world: World): string[] {
  const scopes = quota.spec.scopes
    .filter(({ isPlain }) => isPlain)
    .map(({ name }) => name)
    .sort();
  return [
    ...named(quota),
    ...(scopes.length === 0 ? [] : [`Scopes:\t${scopes.join(', ')}`]),
    ...scopes.flatMap((scope) => {
      const help = SCOPE_HELP.get(scope);
      return help === undefined ? [] : [` * ${help}`];
    }),
    'Resource\tUsed\tHard',
    '--------\t----\t----',
    ...quotaLines(quota, world).map(({ name, usedAsHard, hard }) => [name, usedAsHard, hard].join('\t')),
  ];
}

/** A LimitRange, a line for each resource of an item. */
export function limitLines(range: LimitRange): string[] {
  return [
    ...named(range),
    'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio',
    '----\t--------\t---\t---\t---------------\t-------------\t-----------------------',
    ...range.spec.limits.flatMap(itemLines),
  ];
}

function itemLines({
  type = '',
  min,
  max,
  defaultRequest,
  default: limit,
  maxLimitRequestRatio,
}: LimitRangeItem): string[] {
  const columns = [min, max, defaultRequest, limit, maxLimitRequestRatio];
  const names = [...new Set(columns.flatMap((column) => Object.keys(column ?? {})))].sort();
  return names.map((name) => [type, name, ...columns.map((column) => String(column?.[name] ?? '-'))].join('\t'));
}

/** A PriorityClass. */
export function priorityLines({ metadata, spec }: PriorityClass): string[] {
  return [
    `Name:\t${metadata.name}`,
    `Value:\t${spec.value}`,
    `GlobalDefault:\t${spec.globalDefault}`,
    `PreemptionPolicy:\t${spec.preemptionPolicy}`,
    `Description:\t${stringOf(spec.fields.description) ?? ''}`,
    `Annotations:\t${marksInLine(plainAnnotations(metadata.annotations))}`,
  ];
}

/** `iops=3000,type=gp3` */
export function marksInLine(labels: Labels): string {
  const texts = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name]}`);
  return texts.join(',') || '<none>';
}

/** A ConfigMap with its data. */
export function configLines(config: ConfigMap): string[] {
  const [data, binaryData] = [config.spec.fields.data, config.spec.fields.binaryData].map((map) => objectOf(map) ?? {});
  const texts = Object.keys(data ?? {}).sort();
  const binaries = Object.keys(binaryData ?? {}).sort();
  return [
    ...named(config),
    ...marks(config),
    '',
    'Data',
    '====',
    ...texts.flatMap((key) => [`${key}:`, '----', String(data?.[key] ?? ''), '']),
    '',
    'BinaryData',
    '====',
    ...binaries.map((key) => `${key}: ${bytesOf(binaryData?.[key])} bytes`),
    '',
  ];
}

/** A Secret: of its data only the sizes. */
export function secretLines(secret: Secret): string[] {
  const data = objectOf(secret.spec.fields.data) ?? {};
  return [
    ...named(secret),
    ...marks(secret),
    '',
    `Type:\t${stringOf(secret.spec.fields.type) ?? 'Opaque'}`,
    '',
    'Data',
    '====',
    ...Object.keys(data)
      .sort()
      .map((key) => `${key}:\t${bytesOf(data[key])} bytes`),
  ];
}

/** How many bytes a base64 text stands for. */
function bytesOf(value: unknown): number {
  const text = String(value ?? '').replace(/[\s=]/g, '');
  return Math.floor((text.length * 3) / 4);
}

/** A CSINode. */
export function csiNodeLines(node: CsiNode, world: World): string[] {
  const { metadata, spec } = node;
  return [
    `Name:\t${metadata.name}`,
    ...marks(node),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp, world)}`,
    'Spec:',
    '  Drivers:',
    ...spec.drivers.flatMap(({ name, nodeID, allocatable, topologyKeys }) => [
      `    ${name}:`,
      `      Node ID:\t${nodeID}`,
      ...(allocatable?.count === undefined ? [] : ['      Allocatables:', `        Count:\t${allocatable.count}`]),
      ...(topologyKeys ? [`      Topology Keys:\t[${topologyKeys.join(' ')}]`] : []),
    ]),
  ];
}
