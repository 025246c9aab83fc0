// Defaults of a Pod's own resources: defaultPodRequests and defaultHugePagePodLimits in pkg/apis/core/v1/defaults.go,
// Kubernetes v1.35.4.
import { formatQuantity } from '../../kube/quantity.js';
import type { PodSpec, Quantity } from '../../kube/types.generated.js';
import { aggregateContainerAmounts } from './pod-resources.js';
import { isHugePageName, isOvercommitAllowed } from './resource-names.js';

function isPodLevel(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePageName(name);
}

/** A bare Pod's spec whose own limits and requests are filled in from its containers and from each other. */
export function withPodResourceDefaults(spec: PodSpec): PodSpec {
  const { resources } = spec;
  if (resources === undefined) return spec;
  const limits: Record<string, Quantity> = { ...resources.limits };
  const requests: Record<string, Quantity> = { ...resources.requests };
  if (Object.keys(limits).length + Object.keys(requests).length === 0) return spec;
  for (const [name, amount] of aggregateContainerAmounts(spec, 'limits')) {
    if (!isHugePageName(name) || Object.hasOwn(requests, name) || Object.hasOwn(limits, name)) continue;
    limits[name] = formatQuantity(amount);
  }
  if (Object.keys(limits).length > 0) {
    for (const [name, amount] of aggregateContainerAmounts(spec, 'requests')) {
      if (Object.hasOwn(requests, name) || !isPodLevel(name) || !isOvercommitAllowed(name)) continue;
      requests[name] = formatQuantity(amount);
    }
    for (const [name, limit] of Object.entries(limits)) {
      if (!Object.hasOwn(requests, name) && isPodLevel(name)) requests[name] = limit;
    }
  }
  return { ...spec, resources: { ...resources, limits, requests } };
}
