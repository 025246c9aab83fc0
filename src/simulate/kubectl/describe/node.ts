/**
 * A node as `kubectl describe` prints it. Follows k8s.io/kubectl@v0.35.4 pkg/describe/describe.go `describeNode`.
 *
 * Not modelled: what the machine says of itself (addresses, system, lease, heartbeats): not printed.
 */

import type { Node, Resources } from '../../objects/node.js';
import { isTerminal, type Pod } from '../../objects/pod.js';
import { podLimits, podRequests } from '../../scheduler/resources.js';
import { podsOn, type World } from '../../world.js';
import { kubeletVersion, quantityText } from '../api-values.js';
import { humanDuration } from '../human-duration.js';
import { nodeRoles } from '../node-roles.js';
import { annotationLines, labelLines, taintLines } from './lists.js';
import { dateText } from './time.js';

/** A node, without its events. */
export function nodeLines(node: Node, world: World): string[] {
  const { metadata, spec, status } = node;
  const capacity = [...status.allocatable].map(([name, amount]) => `  ${name}:\t${quantityText(name, amount)}`).sort();
  return [
    `Name:\t${metadata.name}`,
    `Roles:\t${nodeRoles(node)}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `CreationTimestamp:\t${dateText(metadata.creationTimestamp, world)}`,
    ...taintLines(spec.taints),
    `Unschedulable:\t${spec.unschedulable}`,
    'Conditions:',
    '  Type\tStatus\tReason',
    '  ----\t------\t------',
    ...conditions(node).map((cells) => `  ${cells.join(' \t')}`),
    'Capacity:',
    ...capacity,
    'Allocatable:',
    ...capacity,
    'System Info:',
    `  Kubelet Version:\t${kubeletVersion(world)}`,
    ...podTable(node, world),
  ];
}

/** What the node controller and the kubelet say of it. */
function conditions({ status }: Node): string[][] {
  const { pressure, ready, failure } = status;
  if (!ready && failure !== undefined)
    return ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => [
      type,
      'Unknown',
      'NodeStatusUnknown',
    ]);
  const under = (resource: string, word: string) =>
    pressure?.resource === resource
      ? [`${word}Pressure`, 'True', `KubeletHas${REASONS[resource]?.[1]}`]
      : [`${word}Pressure`, 'False', `KubeletHas${REASONS[resource]?.[0]}`];
  return [
    under('memory', 'Memory'),
    under('disk', 'Disk'),
    under('pid', 'PID'),
    ready ? ['Ready', 'True', 'KubeletReady'] : ['Ready', 'False', 'KubeletNotReady'],
  ];
}

const REASONS: Readonly<Record<string, readonly [string, string]>> = {
  memory: ['SufficientMemory', 'InsufficientMemory'],
  disk: ['NoDiskPressure', 'DiskPressure'],
  pid: ['SufficientPID', 'InsufficientPID'],
};

function podTable(node: Node, world: World): string[] {
  const { allocatable } = node.status;
  const pods = podsOn(world, node.metadata.name)
    .filter((pod) => !isTerminal(pod))
    .sort((one, other) => (one.metadata.key < other.metadata.key ? -1 : 1));
  const cells = (requests: Resources, limits: Resources, name: string) => [
    share(name, requests, allocatable),
    share(name, limits, allocatable),
  ];
  const rows = pods.map((pod) => {
    const { requests, limits } = amountsOf(pod);
    const { namespace, name, creationTimestamp } = pod.metadata;
    const age = humanDuration(world.now - creationTimestamp);
    return `  ${[namespace, name, '', ...cells(requests, limits, 'cpu'), ...cells(requests, limits, 'memory'), age].join('\t')}`;
  });
  const requests = sum(pods.map((pod) => amountsOf(pod).requests));
  const limits = sum(pods.map((pod) => amountsOf(pod).limits));
  const extended = [...allocatable.keys()].filter((name) => name.includes('/')).sort();
  return [
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
    ...rows,
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    ...['cpu', 'memory', 'ephemeral-storage'].map((name) => `  ${[name, ...cells(requests, limits, name)].join('\t')}`),
    ...extended.map((name) => `  ${name}\t${requests.get(name) ?? 0}\t${limits.get(name) ?? 0}`),
  ];
}

function amountsOf({ spec }: Pod): { readonly requests: Resources; readonly limits: Resources } {
  return { requests: podRequests(spec), limits: podLimits(spec) };
}

function sum(all: readonly Resources[]): Resources {
  const total = new Map<string, number>();
  for (const resources of all) for (const [name, amount] of resources) total.set(name, (total.get(name) ?? 0) + amount);
  return total;
}

/** `250m (6%)` */
function share(name: string, amounts: Resources, allocatable: Resources): string {
  const amount = amounts.get(name) ?? 0;
  const whole = allocatable.get(name) ?? 0;
  return `${quantityText(name, amount)} (${whole === 0 ? 0 : Math.floor((amount * 100) / whole)}%)`;
}
