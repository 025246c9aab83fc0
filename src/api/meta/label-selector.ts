// Twin of k8s.io/apimachinery v0.35.4 pkg/apis/meta/v1/validation/validation.go: labels and label selectors.
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isQualifiedName, isValidLabelValue } from '../../kube/names.js';
import type { LabelSelector, LabelSelectorRequirement } from '../../kube/types.generated.js';

/** Labels: their keys and values are well formed. */
export function validateLabels(
  labels: { readonly [key: string]: string } | undefined,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (labels === undefined) return;
  for (const [name, value] of Object.entries(labels)) {
    for (const detail of isQualifiedName(name)) {
      errors.push({ ...invalid(path, name, detail), spot: { path: key(path, name), at: 'key' } });
    }
    for (const detail of isValidLabelValue(value)) {
      errors.push({ ...invalid(path, value, detail), spot: { path: key(path, name) } });
    }
  }
}

/** A label's key is well formed. */
export function validateLabelName(name: string, path: FieldPath | undefined, errors: FieldErrors): void {
  for (const detail of isQualifiedName(name)) errors.push(invalid(path, name, detail));
}

/** What a field's own selector may have that others may not. */
export interface LabelSelectorAllowances {
  /** Values that are no label values, for fields that always took them. */
  readonly invalidValues?: boolean;
  /** Operators of a later version are let through. */
  readonly unknownOperators?: boolean;
}

/** A selector is well formed; an empty or absent one is. */
export function validateLabelSelector(
  selector: LabelSelector | undefined,
  path: FieldPath | undefined,
  errors: FieldErrors,
  allowances: LabelSelectorAllowances = {},
): void {
  if (selector === undefined) return;
  if (selector.matchLabels !== undefined) validateLabels(selector.matchLabels, child(path, 'matchLabels'), errors);
  if (selector.matchExpressions === undefined) return;
  const expressions = child(path, 'matchExpressions');
  for (const [at, requirement] of selector.matchExpressions.entries()) {
    validateLabelSelectorRequirement(requirement, index(expressions, at), errors, allowances);
  }
}

/** One requirement of a selector is well formed. */
export function validateLabelSelectorRequirement(
  requirement: LabelSelectorRequirement,
  path: FieldPath,
  errors: FieldErrors,
  allowances: LabelSelectorAllowances = {},
): void {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(child(path, 'values'), 'operators In and NotIn need values'));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        errors.push(forbidden(child(path, 'values'), `operator ${requirement.operator} takes no values`));
      }
      break;
    default:
      if (allowances.unknownOperators === true) break;
      errors.push(
        invalid(child(path, 'operator'), requirement.operator ?? '', 'is not In, NotIn, Exists or DoesNotExist'),
      );
  }
  validateLabelName(requirement.key ?? '', child(path, 'key'), errors);
  if (allowances.invalidValues === true) return;
  for (const [at, value] of values.entries()) {
    for (const detail of isValidLabelValue(value))
      errors.push(invalid(index(child(path, 'values'), at), value, detail));
  }
}

/**
 * Can the selector be compared with labels, that is: would metav1.LabelSelectorAsSelector make one of it? It refuses
 * unknown operators, missing or surplus values, and malformed keys and values.
 */
export function isUsableSelector(selector: LabelSelector | undefined): boolean {
  const errors: FieldErrors = [];
  validateLabelSelector(selector, undefined, errors);
  return errors.length === 0;
}
