// Resources of a Pod as a whole: validatePodResources in pkg/apis/core/validation/validation.go, Kubernetes v1.35.4, and
// k8s.io/component-helpers v0.35.4 resource/helpers.go.
import { forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { addQuantities, compareQuantities, formatQuantity, type ParsedQuantity } from '../../kube/quantity.js';
import type { Container, PodSpec } from '../../kube/types.generated.js';
import type { PodScope } from './pod-scope.js';
import { isHugePageName, validatePodResourceName } from './resource-names.js';
import { parsedAmounts, validateResourceRequirements } from './resource-requirements.js';

/** Amounts by resource. */
export type Amounts = ReadonlyMap<string, ParsedQuantity>;

/**
 * What a Pod's containers need together: the sum of those that run beside each other, or what the largest init container
 * needs beside the sidecars started before it, if that is more.
 */
export function aggregateContainerAmounts(spec: PodSpec, field: 'requests' | 'limits'): Amounts {
  const amountsOf = (container: Container): Amounts => parsedAmounts(container.resources?.[field]);
  let running: Amounts = new Map();
  for (const container of spec.containers ?? []) running = sum(running, amountsOf(container));
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = amountsOf(container);
    if (container.restartPolicy === 'Always') {
      running = sum(running, own);
      sidecars = sum(sidecars, own);
      starting = maximum(starting, sidecars);
    } else starting = maximum(starting, sum(own, sidecars));
  }
  return maximum(running, starting);
}

function sum(left: Amounts, right: Amounts): Amounts {
  if (right.size === 0) return left;
  const total = new Map(left);
  for (const [name, amount] of right) {
    const before = total.get(name);
    total.set(name, before === undefined ? amount : addQuantities(before, amount));
  }
  return total;
}

function maximum(left: Amounts, right: Amounts): Amounts {
  if (right.size === 0) return left;
  const largest = new Map(left);
  for (const [name, amount] of right) {
    const before = largest.get(name);
    if (before === undefined || compareQuantities(amount, before) > 0) largest.set(name, amount);
  }
  return largest;
}

/** `spec.resources`. */
export function validatePodResources(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  if (spec.resources === undefined) return;
  if (spec.os?.name === 'windows') {
    errors.push(forbidden(path, 'may not be set for a windows pod'));
    return;
  }
  if (spec.resources.claims !== undefined) {
    errors.push(forbidden(child(path, 'claims'), 'claims may not be set for Resources at pod-level'));
  }
  validateResourceRequirements(spec.resources, scope.claimNames, path, errors, validatePodResourceName);
  validateConsistency(path, scope);
}

function validateConsistency(path: FieldPath, scope: PodScope): void {
  const { spec, errors } = scope;
  const limits = parsedAmounts(spec.resources?.limits);
  const requests = parsedAmounts(spec.resources?.requests);
  const compare = (field: 'requests' | 'limits', ofPod: Amounts, isCompared: (name: string) => boolean): void => {
    for (const [name, needed] of aggregateContainerAmounts(spec, field)) {
      const given = ofPod.get(name);
      if (given === undefined || !isCompared(name) || compareQuantities(needed, given) <= 0) continue;
      const detail = `must be greater than or equal to aggregate container ${field} of ${formatQuantity(needed)}`;
      errors.push(invalid(key(child(path, field), name), formatQuantity(given), detail));
    }
  };
  compare('requests', requests, () => true);
  compare('limits', limits, isHugePageName);
  for (const [at, container] of (spec.containers ?? []).entries()) {
    for (const [name, limit] of parsedAmounts(container.resources?.limits)) {
      const ofPod = limits.get(name);
      if (ofPod === undefined || compareQuantities(limit, ofPod) <= 0) continue;
      // Upstream's path is below `resources`.
      const limitPath = child(key(index(child(path, 'containers'), at), name), 'limits');
      const detail = `must be less than or equal to pod limits of ${formatQuantity(ofPod)}`;
      errors.push(invalid(limitPath, formatQuantity(limit), detail));
    }
  }
}
