// Twin of ValidateRole and ValidateClusterRole: pkg/apis/rbac/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { ClusterRole, PolicyRule, Role } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isUsableSelector, validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const RULES = child(undefined, 'rules');

/** A Role, on create and on update. */
export function validateRole(role: Role, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(role.metadata, { namespaced: true, name: (name) => pathSegmentErrors(name) }, errors);
  for (const [at, rule] of (role.rules ?? []).entries()) validatePolicyRule(rule, true, index(RULES, at), errors);
}

/** A ClusterRole, on create and on update. */
export function validateClusterRole(role: ClusterRole, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(role.metadata, { namespaced: false, name: (name) => pathSegmentErrors(name) }, errors);
  for (const [at, rule] of (role.rules ?? []).entries()) validatePolicyRule(rule, false, index(RULES, at), errors);
  if (role.aggregationRule === undefined) return;
  const selectors = role.aggregationRule.clusterRoleSelectors ?? [];
  const path = child(undefined, 'aggregationRule', 'clusterRoleSelectors');
  if (selectors.length === 0) {
    errors.push(required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  for (const [at, selector] of selectors.entries()) {
    validateLabelSelector(selector, index(path, at), errors);
    if (!isUsableSelector(selector)) errors.push(invalid(index(path, at), selector, 'invalid label selector'));
  }
}

function validatePolicyRule(rule: PolicyRule, namespaced: boolean, path: FieldPath, errors: FieldErrors): void {
  const { verbs = [], nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  if (verbs.length === 0) errors.push(required(child(path, 'verbs'), 'verbs must contain at least one value'));
  if (nonResourceURLs.length > 0) {
    const urlsPath = child(path, 'nonResourceURLs');
    if (namespaced) {
      errors.push(invalid(urlsPath, nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      const detail = 'rules cannot apply to both regular resources and non-resource URLs';
      errors.push(invalid(urlsPath, nonResourceURLs, detail));
    }
    return;
  }
  if (apiGroups.length === 0) {
    errors.push(required(child(path, 'apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(child(path, 'resources'), 'resource rules must supply at least one resource'));
  }
}
