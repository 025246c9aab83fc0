/**
 * To which pods a quota with scopes applies. Follows kubernetes@v1.35.4 pkg/quota/v1/evaluator/core/pods.go
 * `podMatchesScopeFunc`.
 *
 * Not modelled: the scope VolumeAttributesClass, which is one of claims.
 */

import type { PodAffinityTerm, PodSpec } from '../../kube/types.generated.js';
import { qosClass } from '../kubelet/qos.js';
import type { QuotaScope } from '../objects/resource-quota.js';

/** Does the pod count for a quota of these scopes? Without scopes every pod does. */
export function isInScopes(spec: PodSpec, scopes: readonly QuotaScope[]): boolean {
  return scopes.every((scope) => isInScope(spec, scope));
}

function isInScope(spec: PodSpec, { name, operator, values }: QuotaScope): boolean {
  switch (name) {
    case 'Terminating':
      return spec.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return spec.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return qosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(spec) !== 'BestEffort';
    case 'PriorityClass':
      return isOfClass(spec.priorityClassName, { operator, values });
    case 'CrossNamespacePodAffinity':
      return reachesOtherNamespaces(spec);
    default:
      return false;
  }
}

function isOfClass(
  written: string | undefined,
  { operator, values }: Pick<QuotaScope, 'operator' | 'values'>,
): boolean {
  const className = written ?? '';
  if (operator === 'In') return className !== '' && values.includes(className);
  if (operator === 'NotIn') return className === '' || !values.includes(className);
  return operator === 'DoesNotExist' ? className === '' : className !== '';
}

function reachesOtherNamespaces({ affinity }: PodSpec): boolean {
  return [affinity?.podAffinity, affinity?.podAntiAffinity].some((terms) => {
    const required = terms?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = terms?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    return [...required, ...preferred.map(({ podAffinityTerm }) => podAffinityTerm)].some(namesNamespaces);
  });
}

function namesNamespaces(term: PodAffinityTerm | undefined): boolean {
  return (term?.namespaces ?? []).length > 0 || term?.namespaceSelector !== undefined;
}
