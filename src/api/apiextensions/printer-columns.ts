// Twin of ValidateCustomResourceColumnDefinition and ValidateCustomResourceSelectableFields:
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/validation/validation.go.
import { duplicate, type FieldErrors, invalid, required, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type {
  CustomResourceColumnDefinition,
  CustomResourceValidation,
  SelectableField,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSince } from '../since.js';
import { schemaAt } from './schema-path.js';
import { validateSimpleJsonPath } from './subresources.js';

const TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
const SELECTABLE_TYPES = ['string', 'boolean', 'integer'];
const MAX_SELECTABLE = 8;

/** The columns that `kubectl get` shows. */
export function validatePrinterColumns(
  columns: readonly CustomResourceColumnDefinition[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, { name = '', type = '', format = '', jsonPath = '' }] of columns.entries()) {
    const columnPath = index(path, at);
    if (name === '') errors.push(required(child(columnPath, 'name')));
    const typePath = child(columnPath, 'type');
    if (type === '') errors.push(required(typePath, `must be one of ${TYPES.join(', ')}`));
    else if (!TYPES.includes(type)) errors.push(invalid(typePath, type, `must be one of ${TYPES.join(', ')}`));
    if (format !== '' && !FORMATS.includes(format)) {
      errors.push(invalid(child(columnPath, 'format'), format, `must be one of ${FORMATS.join(', ')}`));
    }
    // The server spells the field as it was in v1beta1.
    const jsonPathPath = child(columnPath, 'JSONPath');
    if (jsonPath === '') errors.push(required(jsonPathPath));
    else validateSimpleJsonPath(jsonPath, jsonPathPath, errors);
  }
}

/** The fields by which objects can be selected: scalar fields of the schema outside metadata. */
export function validateSelectableFields(
  fields: readonly SelectableField[],
  validation: CustomResourceValidation | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (fields.length === 0 || !isSince('selectableFields', context.version)) return;
  const schema = validation?.openAPIV3Schema;
  if (schema === undefined) {
    errors.push(invalid(path, undefined, 'may only be set when a schema is included'));
    return;
  }
  const seen = new Set<string>();
  for (const [at, { jsonPath = '' }] of fields.entries()) {
    const fieldPath = child(index(path, at), 'jsonPath');
    if (jsonPath === '') {
      errors.push(required(fieldPath));
      continue;
    }
    const found = jsonPath.includes('[') ? undefined : schemaAt(schema, jsonPath);
    if (found === undefined) {
      errors.push(invalid(fieldPath, jsonPath, 'is an invalid path: it does not refer to a field of the schema'));
      continue;
    }
    if (/^\.metadata(\.|$)/.test(jsonPath)) {
      errors.push(invalid(fieldPath, jsonPath, 'must not point to fields in metadata'));
    }
    if (!SELECTABLE_TYPES.includes(found.type ?? '')) {
      errors.push(invalid(fieldPath, jsonPath, 'must point to a field of type string, boolean or integer'));
    }
    if (seen.has(jsonPath)) errors.push(duplicate(fieldPath, jsonPath));
    seen.add(jsonPath);
  }
  if (seen.size > MAX_SELECTABLE) errors.push(tooMany(path, seen.size, MAX_SELECTABLE));
}
