// Twin of validateRuleWithOperations and validateNamedRuleWithOperations:
// pkg/apis/admissionregistration/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { NamedRuleWithOperations, RuleWithOperations } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

/** A rule of a policy: which objects by name, then which requests. */
export function validateNamedRule(rule: NamedRuleWithOperations, path: FieldPath, errors: FieldErrors): void {
  const names = rule.resourceNames ?? [];
  for (const [at, name] of names.entries()) {
    const namePath = index(child(path, 'resourceNames'), at);
    pushInvalid(pathSegmentErrors(name), name, namePath, errors);
    if (names.indexOf(name) < at) errors.push(duplicate(namePath, name));
  }
  validateRule(rule, path, errors);
}

/** Which requests go to a webhook or policy: operations on resources of groups and versions. */
export function validateRule(rule: RuleWithOperations, path: FieldPath, errors: FieldErrors): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  const operationsPath = child(path, 'operations');
  validateList(operations, 'operations', operationsPath, errors);
  for (const [at, operation] of operations.entries()) {
    if (!OPERATIONS.includes(operation)) errors.push(notSupported(index(operationsPath, at), operation, OPERATIONS));
  }
  validateList(apiGroups, 'API groups', child(path, 'apiGroups'), errors);
  const versionsPath = child(path, 'apiVersions');
  validateList(apiVersions, 'API versions', versionsPath, errors);
  for (const [at, version] of apiVersions.entries()) {
    if (version === '') errors.push(required(index(versionsPath, at)));
  }
  validateResources(resources, child(path, 'resources'), errors);
  if (scope !== undefined && !SCOPES.includes(scope)) errors.push(notSupported(child(path, 'scope'), scope, SCOPES));
}

function validateList(values: readonly string[], what: string, path: FieldPath, errors: FieldErrors): void {
  if (values.length === 0) errors.push(required(path));
  if (values.length > 1 && values.includes('*')) {
    errors.push(invalid(path, values, `if '*' is present, must not specify other ${what}`));
  }
}

// `pods`, `pods/status`, `pods/*`, `*/scale`, `*`, `*/*`: none may say what another one says already.
function validateResources(resources: readonly string[], path: FieldPath, errors: FieldErrors): void {
  if (resources.length === 0) errors.push(required(path));
  const wildcardSubresources = new Set<string>();
  const wildcardResources = new Set<string>();
  let lastIsPlain = false;
  for (const [at, resource] of resources.entries()) {
    if (resource === '') {
      errors.push(required(index(path, at)));
      continue;
    }
    const slash = resource.indexOf('/');
    if (slash === -1) {
      // Upstream remembers only the last one without a subresource.
      lastIsPlain = resource !== '*';
      continue;
    }
    const name = resource.slice(0, slash);
    const subresource = resource.slice(slash + 1);
    if (wildcardSubresources.has(name)) {
      errors.push(invalid(index(path, at), resource, `if '${name}/*' is present, must not specify ${resource}`));
    }
    if (wildcardResources.has(subresource)) {
      errors.push(invalid(index(path, at), resource, `if '*/${subresource}' is present, must not specify ${resource}`));
    }
    if (subresource === '*') wildcardSubresources.add(name);
    if (name === '*') wildcardResources.add(subresource);
  }
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.push(invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  if (resources.includes('*') && lastIsPlain) {
    const detail = "if '*' is present, must not specify other resources without subresources";
    errors.push(invalid(path, resources, detail));
  }
}
