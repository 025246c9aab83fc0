// Sizes that pkg/apis/resource/types.go sets, and the two shapes of its checks: Kubernetes v1.35.4
// pkg/apis/resource/validation/validation.go.
import { duplicate, type FieldErrors, tooMany } from '../../kube/field-error.js';
import { type FieldPath, index } from '../../kube/field-path.js';

/** Validates the items of a list that is not too long; of one that is too long only that is said. */
export function validateItems<T>(
  items: readonly T[],
  max: number,
  path: FieldPath,
  errors: FieldErrors,
  validate: (item: T, path: FieldPath) => void,
): boolean {
  if (items.length > max) {
    errors.push(tooMany(path, items.length, max));
    return false;
  }
  for (const [at, item] of items.entries()) validate(item, index(path, at));
  return true;
}

/** The same for a list that says nothing twice. */
export function validateSet<T>(
  items: readonly T[],
  max: number,
  path: FieldPath,
  errors: FieldErrors,
  keyOf: (item: T) => string,
  validate: (item: T, path: FieldPath) => void,
): void {
  if (!validateItems(items, max, path, errors, validate)) return;
  const seen = new Set<string>();
  for (const [at, item] of items.entries()) {
    const key = keyOf(item);
    if (seen.has(key)) errors.push(duplicate(index(path, at), key));
    seen.add(key);
  }
}
