/** QoS classes. Follows kubernetes@v1.35.4 pkg/apis/core/v1/helper/qos/qos.go `ComputePodQOS`. */

import type { PodSpec, ResourceRequirements } from '../../kube/types.generated.js';
import { amounts } from '../scheduler/resources.js';

/** `status.qosClass` of a Pod. */
export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

const COMPUTE = ['cpu', 'memory'];
const cache = new WeakMap<PodSpec, QosClass>();

/** The QoS class of a pod: by its own resources where it has any, else by those of its containers. */
export function qosClass(spec: PodSpec): QosClass {
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const { resources, containers = [], initContainers = [] } = spec;
  const parts = resources === undefined ? [...containers, ...initContainers].map((own) => own.resources) : [resources];
  const found = classOf(parts);
  cache.set(spec, found);
  return found;
}

function classOf(parts: readonly (ResourceRequirements | undefined)[]): QosClass {
  const requests = new Map<string, number>();
  const limits = new Map<string, number>();
  let isLimited = true;
  for (const part of parts) {
    const ownLimits = compute(part?.limits);
    // A limit stands in for an absent request: the API server fills it in.
    add(requests, new Map([...ownLimits, ...compute(part?.requests)]));
    add(limits, ownLimits);
    isLimited &&= COMPUTE.every((name) => ownLimits.has(name));
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const isEqual = requests.size === limits.size && [...requests].every(([name, amount]) => limits.get(name) === amount);
  return isLimited && isEqual ? 'Guaranteed' : 'Burstable';
}

function compute(given: ResourceRequirements['requests']): Map<string, number> {
  return new Map([...amounts(given)].filter(([name, amount]) => COMPUTE.includes(name) && amount > 0));
}

function add(sum: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0) + amount);
}
