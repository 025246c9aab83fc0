// Twin of ValidateValidatingAdmissionPolicy and its binding: pkg/apis/admissionregistration/validation/validation.go,
// Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type {
  AuditAnnotation,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
  ValidatingAdmissionPolicySpec,
  Validation,
} from '../../kube/types.generated.js';
import { policyCompileErrors } from '../admission-policy/expressions.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validateMatchConditions } from './match-conditions.js';
import { FAILURE_POLICIES, validateMatchResources, validateParamKind, validateParamRef } from './match-resources.js';
import { validateVariables } from './variables.js';

const SPEC = child(undefined, 'spec');
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
const MAX_ANNOTATIONS = 20;
const MAX_ANNOTATION_LENGTH = 5 * 1024;

/** A ValidatingAdmissionPolicy on create. */
export function validateValidatingAdmissionPolicy(
  policy: ValidatingAdmissionPolicy,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(policy.metadata, { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const spec = policy.spec ?? {};
  validatePolicyHead(spec, context, errors);
  const { validations = [], auditAnnotations = [] } = spec;
  validateVariables(spec.variables ?? [], child(SPEC, 'variables'), errors);
  if (validations.length + auditAnnotations.length === 0) {
    const detail = 'validations or auditAnnotations must contain at least one item';
    errors.push(required(child(SPEC, 'validations'), detail), required(child(SPEC, 'auditAnnotations'), detail));
  }
  for (const [at, validation] of validations.entries()) {
    validateValidation(validation, index(child(SPEC, 'validations'), at), errors);
  }
  validateAuditAnnotations(auditAnnotations, policy.metadata?.name ?? '', errors);
  errors.push(...policyCompileErrors(spec, SPEC, context.version.minor));
}

/** What validating and mutating policies have in common: failure policy, parameters, matched requests. */
export function validatePolicyHead(
  spec: Pick<ValidatingAdmissionPolicySpec, 'failurePolicy' | 'paramKind' | 'matchConstraints' | 'matchConditions'>,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { failurePolicy, paramKind, matchConstraints } = spec;
  const failurePath = child(SPEC, 'failurePolicy');
  if (failurePolicy === undefined) errors.push(required(failurePath));
  else if (!FAILURE_POLICIES.includes(failurePolicy)) {
    errors.push(notSupported(failurePath, failurePolicy, FAILURE_POLICIES));
  }
  if (paramKind !== undefined) validateParamKind(paramKind, child(SPEC, 'paramKind'), errors);
  const matchPath = child(SPEC, 'matchConstraints');
  if (matchConstraints === undefined) errors.push(required(matchPath));
  else {
    validateMatchResources(matchConstraints, matchPath, errors);
    if ((matchConstraints.resourceRules ?? []).length === 0) errors.push(required(child(matchPath, 'resourceRules')));
  }
  validateMatchConditions(spec.matchConditions ?? [], child(SPEC, 'matchConditions'), context, errors);
}

function validateValidation(validation: Validation, path: FieldPath, errors: FieldErrors): void {
  const { expression = '', message = '', messageExpression = '', reason } = validation;
  if (expression.trim() === '') errors.push(required(child(path, 'expression'), 'expression is not specified'));
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(invalid(child(path, 'messageExpression'), messageExpression, 'must be non-empty if specified'));
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalid(child(path, 'message'), message, 'must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalid(child(path, 'message'), message, 'must not contain line breaks'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(notSupported(child(path, 'reason'), reason, REASONS));
  }
}

function validateAuditAnnotations(
  annotations: readonly AuditAnnotation[],
  policyName: string,
  errors: FieldErrors,
): void {
  const path = child(SPEC, 'auditAnnotations');
  if (annotations.length > MAX_ANNOTATIONS) {
    errors.push(invalid(path, undefined, `must not have more than ${MAX_ANNOTATIONS} auditAnnotations`));
  }
  const keys = new Set<string>();
  for (const [at, { key = '', valueExpression = '' }] of annotations.entries()) {
    const keyPath = child(index(path, at), 'key');
    const valuePath = child(index(path, at), 'valueExpression');
    if (policyName === '') errors.push(invalid(keyPath, key, 'requires metadata.name be non-empty'));
    else pushInvalid(isQualifiedName(`${policyName}/${key}`), `${policyName}/${key}`, keyPath, errors);
    const length = valueExpression.trim().length;
    if (length === 0) errors.push(required(valuePath, 'valueExpression is not specified'));
    else if (length > MAX_ANNOTATION_LENGTH) {
      errors.push(required(valuePath, `must not exceed ${MAX_ANNOTATION_LENGTH} bytes in length`));
    }
    if (keys.has(key)) errors.push(duplicate(keyPath, key));
    keys.add(key);
  }
}

/** A ValidatingAdmissionPolicyBinding, on create and on update. */
export function validateValidatingAdmissionPolicyBinding(
  binding: ValidatingAdmissionPolicyBinding,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(binding.metadata, { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const { policyName = '', paramRef, matchResources, validationActions = [] } = binding.spec ?? {};
  validatePolicyName(policyName, errors);
  if (paramRef !== undefined) validateParamRef(paramRef, child(SPEC, 'paramRef'), errors);
  const matchPath = child(
    SPEC,
    isSince('matchResourcesSpelling', context.version) ? 'matchResources' : 'matchResouces',
  );
  if (matchResources !== undefined) validateMatchResources(matchResources, matchPath, errors);
  validateActions(validationActions, child(SPEC, 'validationActions'), errors);
}

/** The policy that a binding binds. */
export function validatePolicyName(policyName: string, errors: FieldErrors): void {
  const path = child(SPEC, 'policyName');
  if (policyName === '') errors.push(required(path));
  else pushInvalid(isDns1123Subdomain(policyName), policyName, path, errors);
}

function validateActions(actions: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, action] of actions.entries()) {
    if (!ACTIONS.includes(action)) errors.push(notSupported(index(path, at), action, ACTIONS));
    if (actions.indexOf(action) < at) errors.push(duplicate(index(path, at), action));
  }
  if (actions.includes('Deny') && actions.includes('Warn')) {
    errors.push(invalid(path, actions, 'must not contain both Deny and Warn: they say the same twice'));
  }
  if (actions.length === 0) errors.push(required(path, 'at least one validation action is required'));
}
