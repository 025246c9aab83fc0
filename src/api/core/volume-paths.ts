// Paths and modes of files in volumes: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { KeyToPath } from '../../kube/types.generated.js';
import { requireText } from '../meta/fields.js';

/** `defaultMode` and `mode`: 0 to 0777. */
export function validateFileMode(mode: number | undefined, path: FieldPath, errors: FieldErrors): void {
  if (mode !== undefined && (mode > 0o777 || mode < 0)) {
    errors.push(invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive'));
  }
}

/** Keys of a ConfigMap or Secret and the files they become. */
export function validateKeysToPaths(
  items: readonly KeyToPath[] | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, item] of (items ?? []).entries()) {
    const itemPath = index(path, at);
    requireText(item.key, child(itemPath, 'key'), errors);
    requireText(item.path, child(itemPath, 'path'), errors);
    validateLocalNonReservedPath(item.path ?? '', child(itemPath, 'path'), errors);
    validateFileMode(item.mode, child(itemPath, 'mode'), errors);
  }
}

/** No step of the path is `..`. */
export function validatePathNoBacksteps(target: string, path: FieldPath, errors: FieldErrors): void {
  if (target.split('/').includes('..')) errors.push(invalid(path, target, "must not contain '..'"));
}

/** A relative path that stays below where it starts. */
export function validateLocalDescendingPath(target: string, path: FieldPath, errors: FieldErrors): void {
  if (target.startsWith('/')) errors.push(invalid(path, target, 'must be a relative path'));
  validatePathNoBacksteps(target, path, errors);
}

/** The same, and it does not begin with `..` either, which the kubelet keeps for itself. */
export function validateLocalNonReservedPath(target: string, path: FieldPath, errors: FieldErrors): void {
  validateLocalDescendingPath(target, path, errors);
  if (target.startsWith('..') && !target.startsWith('../')) {
    errors.push(invalid(path, target, "must not start with '..'"));
  }
}
