// Twin of ValidateCustomResourceDefinitionSubresources: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { CustomResourceSubresources } from '../../kube/types.generated.js';

/** Where the scale subresource finds replicas and selector. */
export function validateSubresources(
  subresources: CustomResourceSubresources,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { scale } = subresources;
  if (scale === undefined) return;
  const scalePath = child(path, 'scale');
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale;
  const replicas = { specReplicasPath: ['.spec.'], statusReplicasPath: ['.status.'] };
  const written = { specReplicasPath, statusReplicasPath };
  for (const field of ['specReplicasPath', 'statusReplicasPath'] as const) {
    if (written[field] === '') errors.push(required(child(scalePath, field)));
    else validateUnder(written[field], replicas[field], child(scalePath, field), errors);
  }
  if (labelSelectorPath !== '') {
    validateUnder(labelSelectorPath, ['.spec.', '.status.'], child(scalePath, 'labelSelectorPath'), errors);
  }
}

function validateUnder(jsonPath: string, prefixes: readonly string[], path: FieldPath, errors: FieldErrors): void {
  const before = errors.length;
  validateSimpleJsonPath(jsonPath, path, errors);
  if (errors.length > before || prefixes.some((prefix) => jsonPath.startsWith(prefix))) return;
  const where = prefixes.map((prefix) => prefix.slice(0, -1)).join(' or ');
  errors.push(invalid(path, jsonPath, `should be a json path under ${where}`));
}

/** A JSON path in the dot notation. */
export function validateSimpleJsonPath(jsonPath: string, path: FieldPath, errors: FieldErrors): void {
  if (!jsonPath.startsWith('.')) errors.push(invalid(path, jsonPath, 'must be a simple json path starting with .'));
}
