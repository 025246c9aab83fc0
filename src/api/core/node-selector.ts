// Node selectors: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain, isValidLabelValue } from '../../kube/names.js';
import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabelName } from '../meta/label-selector.js';

/** What older fields may have in a node selector. */
export interface NodeSelectorAllowances {
  /** Values that are no label values: preferences always took them. */
  readonly invalidValues?: boolean;
}

/** A node selector has a term at least, and all its terms are well formed. */
export function validateNodeSelector(
  selector: NodeSelector,
  path: FieldPath,
  errors: FieldErrors,
  allowances: NodeSelectorAllowances = {},
): void {
  const terms = selector.nodeSelectorTerms ?? [];
  const termsPath = child(path, 'nodeSelectorTerms');
  if (terms.length === 0) errors.push(required(termsPath, 'must have at least one node selector term'));
  for (const [at, term] of terms.entries()) validateNodeSelectorTerm(term, index(termsPath, at), errors, allowances);
}

/** One term: requirements on labels and on the node's name. */
export function validateNodeSelectorTerm(
  term: NodeSelectorTerm,
  path: FieldPath,
  errors: FieldErrors,
  allowances: NodeSelectorAllowances = {},
): void {
  for (const [at, requirement] of (term.matchExpressions ?? []).entries()) {
    validateExpression(requirement, index(child(path, 'matchExpressions'), at), errors, allowances);
  }
  for (const [at, requirement] of (term.matchFields ?? []).entries()) {
    validateField(requirement, index(child(path, 'matchFields'), at), errors);
  }
}

function validateExpression(
  requirement: NodeSelectorRequirement,
  path: FieldPath,
  errors: FieldErrors,
  allowances: NodeSelectorAllowances,
): void {
  const { key = '', operator = '', values = [] } = requirement;
  const valuesPath = child(path, 'values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.push(required(valuesPath, 'operators In and NotIn need values'));
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) errors.push(forbidden(valuesPath, `operator ${operator} takes no values`));
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) errors.push(required(valuesPath, 'operators Lt and Gt need exactly one value'));
      break;
    default:
      errors.push(invalid(child(path, 'operator'), operator, 'is not a node selector operator'));
  }
  validateLabelName(key, child(path, 'key'), errors);
  if (allowances.invalidValues === true) return;
  for (const [at, value] of values.entries()) {
    pushInvalid(isValidLabelValue(value), value, index(valuesPath, at), errors);
  }
}

function validateField(requirement: NodeSelectorRequirement, path: FieldPath, errors: FieldErrors): void {
  const { key = '', operator = '', values = [] } = requirement;
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(child(path, 'operator'), operator, 'is not In or NotIn'));
  } else if (values.length !== 1) {
    errors.push(required(child(path, 'values'), 'operators In and NotIn of a field selector need exactly one value'));
  }
  if (key !== 'metadata.name') {
    errors.push(invalid(child(path, 'key'), key, 'is not a field that can be selected (metadata.name is)'));
    return;
  }
  for (const [at, value] of values.entries()) {
    pushInvalid(isDns1123Subdomain(value), value, index(child(path, 'values'), at), errors);
  }
}
