// Twin of validateAffinity: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Label } from '../../kube/names.js';
import type { Affinity, LabelSelector, PodAffinity, PodAffinityTerm } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabelName, validateLabelSelector } from '../meta/label-selector.js';
import { isSince } from '../since.js';
import { validateNodeSelector, validateNodeSelectorTerm } from './node-selector.js';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Where a Pod may or wants to run: by node, near other Pods, away from them. */
export function validateAffinity(affinity: Affinity, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const nodes = affinity.nodeAffinity;
  if (nodes !== undefined) {
    const nodePath = child(path, 'nodeAffinity');
    const invalidValues = !isSince('nodeAffinityValues', context.version);
    if (nodes[REQUIRED] !== undefined) {
      validateNodeSelector(nodes[REQUIRED], child(nodePath, REQUIRED), errors, { invalidValues });
    }
    for (const [at, term] of (nodes[PREFERRED] ?? []).entries()) {
      const termPath = index(child(nodePath, PREFERRED), at);
      validateWeight(term.weight, termPath, errors);
      validateNodeSelectorTerm(term.preference ?? {}, child(termPath, 'preference'), errors, { invalidValues: true });
    }
  }
  if (affinity.podAffinity !== undefined) validatePodAffinity(affinity.podAffinity, child(path, 'podAffinity'), errors);
  if (affinity.podAntiAffinity !== undefined) {
    validatePodAffinity(affinity.podAntiAffinity, child(path, 'podAntiAffinity'), errors);
  }
}

function validateWeight(weight: number | undefined, path: FieldPath, errors: FieldErrors): void {
  const value = weight ?? 0;
  if (value <= 0 || value > 100) errors.push(invalid(child(path, 'weight'), value, 'must be in the range 1-100'));
}

function validatePodAffinity(affinity: PodAffinity, path: FieldPath, errors: FieldErrors): void {
  for (const [at, term] of (affinity[REQUIRED] ?? []).entries()) {
    validatePodAffinityTerm(term, index(child(path, REQUIRED), at), errors);
  }
  for (const [at, weighted] of (affinity[PREFERRED] ?? []).entries()) {
    const termPath = index(child(path, PREFERRED), at);
    validateWeight(weighted.weight, termPath, errors);
    validatePodAffinityTerm(weighted.podAffinityTerm ?? {}, child(termPath, 'podAffinityTerm'), errors);
  }
}

function validatePodAffinityTerm(term: PodAffinityTerm, path: FieldPath, errors: FieldErrors): void {
  validateLabelSelector(term.labelSelector, child(path, 'labelSelector'), errors);
  validateLabelSelector(term.namespaceSelector, child(path, 'namespaceSelector'), errors);
  for (const namespace of term.namespaces ?? []) {
    pushInvalid(isDns1123Label(namespace), namespace, child(path, 'namespace'), errors);
  }
  validateMatchLabelKeys(term, path, errors);
  const topologyKey = term.topologyKey ?? '';
  const topologyPath = child(path, 'topologyKey');
  if (topologyKey === '') errors.push(required(topologyPath, 'cannot be empty'));
  validateLabelName(topologyKey, topologyPath, errors);
}

/** Twin of ValidateMatchLabelKeysAndMismatchLabelKeys: label keys whose values the Pod itself fills in. */
export function validateMatchLabelKeys(
  term: {
    readonly matchLabelKeys?: readonly string[] | undefined;
    readonly mismatchLabelKeys?: readonly string[] | undefined;
    readonly labelSelector?: LabelSelector | undefined;
  },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { matchLabelKeys = [], mismatchLabelKeys = [], labelSelector } = term;
  validateLabelKeys(matchLabelKeys, labelSelector, child(path, 'matchLabelKeys'), errors);
  validateLabelKeys(mismatchLabelKeys, labelSelector, child(path, 'mismatchLabelKeys'), errors);
  const selected = new Set(Object.keys(labelSelector?.matchLabels ?? {}));
  for (const { key = '' } of labelSelector?.matchExpressions ?? []) {
    const at = matchLabelKeys.lastIndexOf(key);
    // Upstream reports the index on the term itself.
    if (at !== -1 && selected.has(key)) {
      errors.push(invalid(index(path, at), key, 'exists in both matchLabelKeys and labelSelector'));
    }
    selected.add(key);
  }
  for (const [at, key] of matchLabelKeys.entries()) {
    if (!mismatchLabelKeys.includes(key)) continue;
    const detail = 'exists in both matchLabelKeys and mismatchLabelKeys';
    errors.push(invalid(index(child(path, 'matchLabelKeys'), at), key, detail));
  }
}

function validateLabelKeys(
  keys: readonly string[],
  selector: LabelSelector | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (keys.length === 0) return;
  if (selector === undefined) errors.push(forbidden(path, 'must not be specified when labelSelector is not set'));
  else for (const [at, key] of keys.entries()) validateLabelName(key, index(path, at), errors);
}
