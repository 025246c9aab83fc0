// Twin of ValidateResourceQuota: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, key } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { ResourceQuota, ScopedResourceSelectorRequirement } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { isStandardQuotaResource, validateQuotaResourceName } from './resource-names.js';
import { parsedAmounts, validateResourceAmount } from './resource-requirements.js';

const HARD = child(undefined, 'spec', 'hard');
const SCOPES = child(undefined, 'spec', 'scopes');
const EXPRESSIONS = child(undefined, 'spec', 'scopeSelector', 'matchExpressions');

const COMPUTE = ['pods', 'cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
// Which resources a scope can count.
const SCOPE_RESOURCES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Terminating', new Set(COMPUTE)],
  ['NotTerminating', new Set(COMPUTE)],
  ['NotBestEffort', new Set(COMPUTE)],
  ['PriorityClass', new Set(COMPUTE)],
  ['CrossNamespacePodAffinity', new Set(COMPUTE)],
  ['BestEffort', new Set(['pods'])],
  ['VolumeAttributesClass', new Set(['persistentvolumeclaims', 'requests.storage'])],
]);
const ONLY_EXISTS = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];

/** A ResourceQuota on create. Its status is emptied before. */
export function validateResourceQuota(quota: ResourceQuota, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(quota.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const { hard, scopes = [], scopeSelector } = quota.spec ?? {};
  for (const [name, amount] of parsedAmounts(hard)) {
    validateQuotaResourceName(name, key(HARD, name), errors);
    validateResourceAmount(name, amount, key(HARD, name), errors);
  }
  const resources = Object.keys(hard ?? {}).filter(isStandardQuotaResource);
  for (const scope of scopes) {
    if (!isScope(scope, context)) errors.push(invalid(SCOPES, scopes, `unsupported scope ${scope}`));
    pushUncounted(scope, resources, scopes, SCOPES, context, errors);
  }
  pushConflicts(new Set(scopes), SCOPES, errors);
  if (scopeSelector === undefined) return;
  const requirements = scopeSelector.matchExpressions ?? [];
  for (const requirement of requirements) {
    const scope = requirement.scopeName ?? '';
    if (!isScope(scope, context)) errors.push(invalid(child(EXPRESSIONS, 'scopeName'), scope, 'unsupported scope'));
    pushUncounted(scope, resources, scopeSelector, EXPRESSIONS, context, errors);
    validateRequirement(requirement, scope, errors);
  }
  pushConflicts(new Set(requirements.map(({ scopeName = '' }) => scopeName)), EXPRESSIONS, errors);
}

function isScope(scope: string, context: ApiContext): boolean {
  if (scope === 'VolumeAttributesClass') return isSince('volumeAttributesClassScope', context.version);
  return SCOPE_RESOURCES.has(scope);
}

// Each resource that the scope cannot count is an error of its own.
function pushUncounted(
  scope: string,
  resources: readonly string[],
  value: unknown,
  path: typeof SCOPES,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const counted = isScope(scope, context) ? SCOPE_RESOURCES.get(scope) : undefined;
  if (counted === undefined) return;
  for (const resource of resources) {
    if (!counted.has(resource)) errors.push(invalid(path, value, `unsupported scope ${scope} applied to ${resource}`));
  }
}

function pushConflicts(scopes: ReadonlySet<string>, path: typeof SCOPES, errors: FieldErrors): void {
  for (const scope of ['BestEffort', 'Terminating']) {
    if (scopes.has(scope) && scopes.has(`Not${scope}`)) {
      errors.push(invalid(path, [...scopes], `conflicting scopes ${scope} and Not${scope}`));
    }
  }
}

// Upstream reports the list, not the item.
function validateRequirement(requirement: ScopedResourceSelectorRequirement, scope: string, errors: FieldErrors): void {
  const { operator = '', values = [] } = requirement;
  if (ONLY_EXISTS.includes(scope) && operator !== 'Exists') {
    errors.push(invalid(child(EXPRESSIONS, 'operator'), operator, `must be 'Exists' for scope ${scope}`));
  }
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.push(
          required(child(EXPRESSIONS, 'values'), "must be at least one value when `operator` is 'In' or 'NotIn'"),
        );
      }
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        const detail = "must be no value when `operator` is 'Exists' or 'DoesNotExist'";
        errors.push(invalid(child(EXPRESSIONS, 'values'), values, detail));
      }
      return;
    default:
      errors.push(invalid(child(EXPRESSIONS, 'operator'), operator, 'is not In, NotIn, Exists or DoesNotExist'));
  }
}
