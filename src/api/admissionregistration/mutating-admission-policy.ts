// Twin of ValidateMutatingAdmissionPolicy and its binding: pkg/apis/admissionregistration/validation/validation.go,
// Kubernetes v1.36.1.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  MatchResources,
  MutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding,
  Mutation,
} from '../../kube/types.generated.js';
import { mutatingPolicyCompileErrors } from '../admission-policy/expressions.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { REINVOCATION_POLICIES, validateMatchResources, validateParamRef } from './match-resources.js';
import { validatePolicyHead, validatePolicyName } from './validating-admission-policy.js';
import { validateVariables } from './variables.js';

const SPEC = child(undefined, 'spec');
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const FIELD_OF_PATCH_TYPE = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' } as const;

/** A MutatingAdmissionPolicy on create. */
export function validateMutatingAdmissionPolicy(
  policy: MutatingAdmissionPolicy,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(policy.metadata, { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const spec = policy.spec ?? {};
  validatePolicyHead(spec, context, errors);
  validateOperations(spec.matchConstraints ?? {}, child(SPEC, 'matchConstraints'), errors);
  validateVariables(spec.variables ?? [], child(SPEC, 'variables'), errors);
  const mutationsPath = child(SPEC, 'mutations');
  const mutations = spec.mutations ?? [];
  if (mutations.length === 0) errors.push(required(mutationsPath, 'mutations must contain at least one item'));
  for (const [at, mutation] of mutations.entries()) validateMutation(mutation, index(mutationsPath, at), errors);
  errors.push(...mutatingPolicyCompileErrors(spec, SPEC, context.version.minor));
  const { reinvocationPolicy = '' } = spec;
  const reinvocationPath = child(SPEC, 'reinvocationPolicy');
  if (reinvocationPolicy === '') errors.push(required(reinvocationPath));
  else if (!REINVOCATION_POLICIES.includes(reinvocationPolicy)) {
    errors.push(notSupported(reinvocationPath, reinvocationPolicy, REINVOCATION_POLICIES));
  }
}

function validateOperations(match: MatchResources, path: FieldPath, errors: FieldErrors): void {
  for (const operation of (match.resourceRules ?? []).flatMap((rule) => rule.operations ?? [])) {
    if (OPERATIONS.includes(operation)) continue;
    errors.push(notSupported(child(path, 'resourceRules', 'operations'), operation, OPERATIONS));
  }
}

function validateMutation(mutation: Mutation, path: FieldPath, errors: FieldErrors): void {
  const { patchType = '' } = mutation;
  if (patchType === '') {
    errors.push(required(child(path, 'patchType')));
    return;
  }
  if (!isPatchType(patchType)) {
    errors.push(notSupported(child(path, 'patchType'), patchType, Object.keys(FIELD_OF_PATCH_TYPE)));
    return;
  }
  for (const [type, field] of Object.entries(FIELD_OF_PATCH_TYPE)) {
    const value = mutation[field];
    const fieldPath = child(path, field);
    if (type !== patchType) {
      if (value !== undefined) {
        errors.push(invalid(fieldPath, undefined, `must not be specified when patchType is ${patchType}`));
      }
    } else if (value === undefined) {
      errors.push(required(fieldPath, `must be specified when patchType is ${patchType}`));
    } else if ((value.expression ?? '').trim() === '') errors.push(required(child(fieldPath, 'expression')));
  }
}

function isPatchType(type: string): type is keyof typeof FIELD_OF_PATCH_TYPE {
  return Object.hasOwn(FIELD_OF_PATCH_TYPE, type);
}

/** A MutatingAdmissionPolicyBinding, on create and on update. */
export function validateMutatingAdmissionPolicyBinding(
  binding: MutatingAdmissionPolicyBinding,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(binding.metadata, { namespaced: false, name: isDns1123Subdomain, finalizers: 'any' }, errors);
  const { policyName = '', paramRef, matchResources } = binding.spec ?? {};
  validatePolicyName(policyName, errors);
  if (paramRef !== undefined) validateParamRef(paramRef, child(SPEC, 'paramRef'), errors);
  if (matchResources === undefined) return;
  validateMatchResources(matchResources, child(SPEC, 'matchResources'), errors);
  validateOperations(matchResources, child(SPEC, 'matchResources'), errors);
}
