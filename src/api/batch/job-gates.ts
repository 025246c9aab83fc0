// Twin of PrepareForCreate's gates: pkg/registry/batch/job/strategy.go, Kubernetes v1.26 to v1.36.
import { type Gate, isGateOn } from '../../kube/gates.js';
import type { JobSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';

/** The spec without the fields whose feature gate is off: the server drops them before it validates. */
export function withoutGatedFields(spec: JobSpec, context: ApiContext): JobSpec {
  const off = (gate: Gate): boolean => !isGateOn(gate, context.version);
  const result: { -readonly [Name in keyof JobSpec]: JobSpec[Name] } = { ...spec };
  if (off('JobManagedBy')) delete result.managedBy;
  if (off('JobSuccessPolicy')) delete result.successPolicy;
  if (off('JobPodReplacementPolicy')) delete result.podReplacementPolicy;
  if (off('JobPodFailurePolicy')) delete result.podFailurePolicy;
  if (off('JobBackoffLimitPerIndex')) {
    delete result.backoffLimitPerIndex;
    delete result.maxFailedIndexes;
    const rules = result.podFailurePolicy?.rules?.filter((rule) => rule.action !== 'FailIndex');
    if (rules !== undefined) result.podFailurePolicy = { ...result.podFailurePolicy, rules };
  }
  return result;
}
