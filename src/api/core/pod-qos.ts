// Twin of ComputePodQOS: pkg/apis/core/helper/qos/qos.go, Kubernetes v1.35.4, without resources of the Pod itself.
import { addQuantities, compareQuantities, type ParsedQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import type { PodSpec, ResourceRequirements } from '../../kube/types.generated.js';

const COMPUTE = ['cpu', 'memory'] as const;

type Amounts = Map<string, ParsedQuantity>;

/** How the kubelet treats the Pod when its node runs short. */
export function podQosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const requests: Amounts = new Map();
  const limits: Amounts = new Map();
  let isGuaranteed = true;
  for (const { resources = {} } of containers) {
    addTo(requests, resources.requests);
    if (addTo(limits, resources.limits) < COMPUTE.length) isGuaranteed = false;
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const isWhole =
    requests.size === limits.size && [...requests].every(([name, amount]) => isSame(amount, limits.get(name)));
  return isGuaranteed && isWhole ? 'Guaranteed' : 'Burstable';
}

// Returns how many resources of the list count.
function addTo(total: Amounts, list: ResourceRequirements['requests']): number {
  let count = 0;
  for (const name of COMPUTE) {
    const amount = parseQuantity(list?.[name] ?? 0);
    if (amount === undefined || signOf(amount) <= 0) continue;
    count += 1;
    const sum = total.get(name);
    total.set(name, sum === undefined ? amount : addQuantities(sum, amount));
  }
  return count;
}

function isSame(left: ParsedQuantity, right: ParsedQuantity | undefined): boolean {
  return right !== undefined && compareQuantities(left, right) === 0;
}
