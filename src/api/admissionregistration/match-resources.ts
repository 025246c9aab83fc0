// Twin of validateMatchResources, validateParamKind and validateParamRef:
// pkg/apis/admissionregistration/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1035Label, isDns1123Subdomain } from '../../kube/names.js';
import type { MatchResources, ParamKind, ParamRef } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { pathSegmentErrors } from '../meta/path-segment.js';
import { validateNamedRule } from './rule.js';

/** What happens when a webhook or policy cannot be asked. */
export const FAILURE_POLICIES: readonly string[] = ['Fail', 'Ignore'];
/** How a rule's resources are compared with a request's. */
export const MATCH_POLICIES: readonly string[] = ['Equivalent', 'Exact'];
/** Whether a mutating webhook or policy is asked again after others have changed the object. */
export const REINVOCATION_POLICIES: readonly string[] = ['IfNeeded', 'Never'];

/** Which requests a policy or its binding is for. */
export function validateMatchResources(match: MatchResources, path: FieldPath, errors: FieldErrors): void {
  const { matchPolicy, namespaceSelector, objectSelector, resourceRules = [], excludeResourceRules = [] } = match;
  const policyPath = child(path, 'matchPolicy');
  if (matchPolicy === undefined) errors.push(required(policyPath));
  else if (!MATCH_POLICIES.includes(matchPolicy)) errors.push(notSupported(policyPath, matchPolicy, MATCH_POLICIES));
  for (const [name, selector] of Object.entries({ namespaceSelector, objectSelector })) {
    if (selector === undefined) errors.push(required(child(path, name)));
    else validateLabelSelector(selector, child(path, name), errors);
  }
  for (const [name, rules] of Object.entries({ resourceRules, excludeResourceRules })) {
    for (const [at, rule] of rules.entries()) validateNamedRule(rule, index(child(path, name), at), errors);
  }
}

/** The kind of a policy's parameters. */
export function validateParamKind(paramKind: ParamKind, path: FieldPath, errors: FieldErrors): void {
  const { apiVersion = '', kind = '' } = paramKind;
  validateApiVersion(apiVersion, child(path, 'apiVersion'), errors);
  const kindPath = child(path, 'kind');
  if (kind === '') errors.push(required(kindPath));
  else {
    const details = isDns1035Label(kind.toLowerCase()).map((detail) => `in any case, ${detail}`);
    pushInvalid(details, kind, kindPath, errors);
  }
}

function validateApiVersion(apiVersion: string, path: FieldPath, errors: FieldErrors): void {
  if (apiVersion === '') {
    errors.push(required(path));
    return;
  }
  const parts = apiVersion === '/' ? ['', ''] : apiVersion.split('/');
  if (parts.length > 2) {
    errors.push(invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
    return;
  }
  const version = parts.at(-1) ?? '';
  const group = parts.length === 2 ? (parts[0] ?? '') : '';
  if (group !== '') pushInvalid(isDns1123Subdomain(group), group, path, errors);
  if (version === '') errors.push(invalid(path, apiVersion, 'version must be specified'));
  else pushInvalid(isDns1035Label(version), version, path, errors);
}

/** Which objects are a binding's parameters: one by name, or those that a selector selects. */
export function validateParamRef(reference: ParamRef, path: FieldPath, errors: FieldErrors): void {
  const { name = '', selector, parameterNotFoundAction: action = '' } = reference;
  const exclusive = 'name and selector are mutually exclusive';
  if (name !== '') {
    pushInvalid(pathSegmentErrors(name), name, child(path, 'name'), errors);
    if (selector !== undefined) errors.push(forbidden(child(path, 'name'), exclusive));
  }
  if (selector !== undefined) {
    validateLabelSelector(selector, child(path, 'selector'), errors);
    if (name !== '') errors.push(forbidden(child(path, 'selector'), exclusive));
  }
  if (name === '' && selector === undefined) {
    errors.push(required(path, 'one of name or selector must be specified'));
  }
  const actionPath = child(path, 'parameterNotFoundAction');
  if (action === '') errors.push(required(actionPath));
  else if (action !== 'Deny' && action !== 'Allow') errors.push(notSupported(actionPath, action, ['Deny', 'Allow']));
}
