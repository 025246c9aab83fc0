// Twin of validateTopologySpreadConstraints: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type { TopologySpreadConstraint } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { requireOneOf, requireText, validatePositive } from '../meta/fields.js';
import { validateLabelName, validateLabelSelector } from '../meta/label-selector.js';
import { isSince } from '../since.js';
import { validateMatchLabelKeys } from './affinity.js';

/** How evenly Pods are spread over zones, nodes and the like. */
export function validateTopologySpread(
  constraints: readonly TopologySpreadConstraint[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  for (const [at, constraint] of constraints.entries()) {
    const itemPath = index(path, at);
    const { topologyKey = '', whenUnsatisfiable = '' } = constraint;
    validatePositive(constraint.maxSkew, child(itemPath, 'maxSkew'), errors);
    requireText(topologyKey, child(itemPath, 'topologyKey'), errors);
    requireOneOf(whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway'], child(itemPath, 'whenUnsatisfiable'), errors);
    const isRepeated = constraints
      .slice(at + 1)
      .some(
        (other) => (other.topologyKey ?? '') === topologyKey && (other.whenUnsatisfiable ?? '') === whenUnsatisfiable,
      );
    if (isRepeated) {
      const repeated = child(itemPath, '{topologyKey, whenUnsatisfiable}');
      errors.push(duplicate(repeated, `{${topologyKey}, ${whenUnsatisfiable}}`));
    }
    validateMinDomains(constraint, child(itemPath, 'minDomains'), errors);
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy !== undefined) requireOneOf(policy, ['Honor', 'Ignore'], child(itemPath, field), errors);
    }
    validateKeys(constraint, itemPath, context, errors);
    if (isSince('topologySpreadSelector', context.version)) {
      validateLabelSelector(constraint.labelSelector, child(itemPath, 'labelSelector'), errors);
    }
  }
}

function validateMinDomains(constraint: TopologySpreadConstraint, path: FieldPath, errors: FieldErrors): void {
  const { minDomains, whenUnsatisfiable } = constraint;
  if (minDomains === undefined) return;
  validatePositive(minDomains, path, errors);
  if (whenUnsatisfiable !== 'DoNotSchedule') {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable ?? ''}`;
    errors.push(invalid(path, minDomains, detail));
  }
}

function validateKeys(
  constraint: TopologySpreadConstraint,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { matchLabelKeys = [], labelSelector } = constraint;
  if (isGateOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', context.version)) {
    validateMatchLabelKeys({ matchLabelKeys, labelSelector }, path, errors);
    return;
  }
  if (matchLabelKeys.length === 0) return;
  const keysPath = child(path, 'matchLabelKeys');
  if (labelSelector === undefined) {
    errors.push(forbidden(keysPath, 'must not be specified when labelSelector is not set'));
  }
  const selected = new Set([
    ...Object.keys(labelSelector?.matchLabels ?? {}),
    ...(labelSelector?.matchExpressions ?? []).map((requirement) => requirement.key ?? ''),
  ]);
  for (const [at, key] of matchLabelKeys.entries()) {
    validateLabelName(key, index(keysPath, at), errors);
    if (selected.has(key)) {
      errors.push(invalid(index(keysPath, at), key, 'exists in both matchLabelKeys and labelSelector'));
    }
  }
}
