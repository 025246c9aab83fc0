// Twins of ValidateEnv and ValidateEnvFrom: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import {
  isConfigMapKey,
  isDns1123Label,
  isDns1123Subdomain,
  isEnvVarName,
  isRelaxedEnvVarName,
} from '../../kube/names.js';
import type {
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  SecretKeySelector,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireText } from '../meta/fields.js';
import { maskTrailingDash } from '../meta/object-meta.js';
import { ENV_FIELD_PATHS, validateFieldReference, validateResourceFieldReference } from './field-reference.js';
import { validatePathNoBacksteps } from './volume-paths.js';

function nameErrors(name: string, context: ApiContext): readonly string[] {
  return isGateOn('RelaxedEnvironmentVariableValidation', context.version)
    ? isRelaxedEnvVarName(name)
    : isEnvVarName(name);
}

/** Environment variables, one by one. */
export function validateEnv(
  variables: readonly EnvVar[] | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (variables === undefined) return;
  for (const [at, variable] of variables.entries()) {
    const name = variable.name ?? '';
    if (name === '') errors.push(required(child(index(path, at), 'name')));
    else {
      const details = nameErrors(name, context);
      if (details.length > 0) pushInvalid(details, name, child(index(path, at), 'name'), errors);
    }
    if (variable.valueFrom !== undefined) {
      validateValueFrom(variable.valueFrom, variable.value ?? '', child(index(path, at), 'valueFrom'), context, errors);
    }
  }
}

function validateValueFrom(
  source: EnvVarSource,
  value: string,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  let sources = 0;
  if (source.fieldRef !== undefined) {
    sources++;
    validateFieldReference(source.fieldRef, ENV_FIELD_PATHS, child(path, 'fieldRef'), context, errors);
  }
  if (source.resourceFieldRef !== undefined) {
    sources++;
    validateResourceFieldReference(source.resourceFieldRef, 'env', child(path, 'resourceFieldRef'), errors);
  }
  for (const field of ['configMapKeyRef', 'secretKeyRef'] as const) {
    const selector = source[field];
    if (selector === undefined) continue;
    sources++;
    validateKeySelector(selector, child(path, field), errors);
  }
  if (source.fileKeyRef !== undefined) {
    sources++;
    validateFileKey(source.fileKeyRef, child(path, 'fileKeyRef'), errors);
  }
  if (sources === 0) {
    const detail =
      'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
    errors.push(invalid(path, '', detail));
  } else if (value !== '') errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
}

function validateKeySelector(selector: SecretKeySelector, path: FieldPath, errors: FieldErrors): void {
  const name = selector.name ?? '';
  pushInvalid(isDns1123Subdomain(name), name, child(path, 'name'), errors);
  const key = selector.key ?? '';
  if (key === '') errors.push(required(child(path, 'key')));
  else pushInvalid(isConfigMapKey(key), key, child(path, 'key'), errors);
}

function validateFileKey(selector: FileKeySelector, path: FieldPath, errors: FieldErrors): void {
  const { key = '', volumeName = '', path: file = '' } = selector;
  if (key === '') errors.push(required(child(path, 'key')));
  else pushInvalid(isRelaxedEnvVarName(key), key, child(path, 'key'), errors);
  if (volumeName === '') errors.push(required(child(path, 'volumeName')));
  else pushInvalid(isDns1123Label(volumeName), volumeName, child(path, 'volumeName'), errors);
  requireText(file, child(path, 'path'), errors);
  validatePathNoBacksteps(file, child(path, 'path'), errors);
}

/** All keys of a ConfigMap or Secret. Upstream reports a missing or second source at the list. */
export function validateEnvFrom(
  sources: readonly EnvFromSource[] | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (sources === undefined) return;
  for (const [at, source] of sources.entries()) {
    const prefix = source.prefix ?? '';
    if (prefix !== '') pushInvalid(nameErrors(prefix, context), prefix, child(index(path, at), 'prefix'), errors);
    let references = 0;
    for (const field of ['configMapRef', 'secretRef'] as const) {
      const reference = source[field];
      if (reference === undefined) continue;
      references++;
      const name = reference.name ?? '';
      const namePath = child(index(path, at), field, 'name');
      if (name === '') errors.push(required(namePath));
      else pushInvalid(isDns1123Subdomain(maskTrailingDash(name)), name, namePath, errors);
    }
    if (references === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    if (references > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
}
