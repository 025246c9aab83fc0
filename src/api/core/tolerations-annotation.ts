// The annotation that tolerations once were: GetTolerationsFromPodAnnotations in pkg/apis/core/helper/helpers.go,
// Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { Toleration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateTolerations } from './tolerations.js';

/** The annotation is JSON, a list of tolerations. */
export function validateTolerationsAnnotation(
  text: string,
  name: string,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const tolerations = parseTolerations(text);
  if (tolerations === undefined) errors.push(invalid(path, name, 'is not a list of tolerations in JSON'));
  else validateTolerations(tolerations, child(path, name), context, errors);
}

function parseTolerations(text: string): readonly Toleration[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    if (!Array.isArray(value)) return undefined;
    const isToleration = (item: unknown): item is Toleration => typeof item === 'object' && !Array.isArray(item);
    return value.every(isToleration) ? value.filter((item) => item !== null) : undefined;
  } catch (error) {
    // JSON.parse has no other way to say that it is no JSON.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
