// Twin of ValidateStorageClass and ValidateVolumeAttributesClass: pkg/apis/storage/validation/validation.go, Kubernetes
// v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { duplicate, type FieldErrors, invalid, notSupported, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type {
  StorageClass,
  TopologySelectorLabelRequirement,
  TopologySelectorTerm,
  VolumeAttributesClass,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabelName } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const MAX_PARAMETERS = 512;
const MAX_PARAMETERS_SIZE = 256 * 1024;
const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];

/** A StorageClass on create. */
export function validateStorageClass(storageClass: StorageClass, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(storageClass.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { provisioner = '', parameters = {}, reclaimPolicy = '', volumeBindingMode } = storageClass;
  validateProvisioner(provisioner, child(undefined, 'provisioner'), errors);
  validateParameters(parameters, child(undefined, 'parameters'), errors);
  if (reclaimPolicy !== '' && !RECLAIM_POLICIES.includes(reclaimPolicy)) {
    errors.push(notSupported(child(undefined, 'reclaimPolicy'), reclaimPolicy, RECLAIM_POLICIES));
  }
  const modePath = child(undefined, 'volumeBindingMode');
  if (volumeBindingMode === undefined) errors.push(required(modePath));
  else if (!BINDING_MODES.includes(volumeBindingMode)) {
    errors.push(notSupported(modePath, volumeBindingMode, BINDING_MODES));
  }
  validateTopologies(storageClass.allowedTopologies ?? [], child(undefined, 'allowedTopologies'), errors);
}

/** A VolumeAttributesClass, on create and on update. */
export function validateVolumeAttributesClass(
  attributesClass: VolumeAttributesClass,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(attributesClass.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { driverName = '', parameters = {} } = attributesClass;
  const path = child(undefined, 'parameters');
  validateProvisioner(driverName, child(undefined, 'driverName'), errors);
  validateParameters(parameters, path, errors);
  if (Object.keys(parameters).length === 0) errors.push(required(path, 'must contain at least one key/value pair'));
}

function validateProvisioner(provisioner: string, path: FieldPath, errors: FieldErrors): void {
  if (provisioner === '') errors.push(required(path));
  else pushInvalid(isQualifiedName(provisioner.toLowerCase()), provisioner, path, errors);
}

function validateParameters(
  parameters: { readonly [key: string]: string },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) {
    errors.push(tooLong(path, '', MAX_PARAMETERS));
    return;
  }
  let size = 0;
  for (const [key, value] of entries) {
    if (key === '') errors.push(invalid(path, key, 'field can not be empty.'));
    size += byteLength(key) + byteLength(value);
  }
  if (size > MAX_PARAMETERS_SIZE) errors.push(tooLong(path, '', MAX_PARAMETERS_SIZE));
}

function validateTopologies(terms: readonly TopologySelectorTerm[], path: FieldPath, errors: FieldErrors): void {
  const seen = new Set<string>();
  for (const [at, term] of terms.entries()) {
    const expressionsPath = child(index(path, at), 'matchLabelExpressions');
    const expressions = term.matchLabelExpressions ?? [];
    validateTerm(expressions, expressionsPath, errors);
    const meaning = meaningOf(expressions);
    // Upstream compares with a list that begins with empty terms, so that an empty one is always a repetition.
    if (seen.has(meaning) || expressions.length === 0) errors.push(duplicate(expressionsPath, ''));
    seen.add(meaning);
  }
}

function validateTerm(
  expressions: readonly TopologySelectorLabelRequirement[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  const keys = new Set<string>();
  for (const [at, { key = '', values = [] }] of expressions.entries()) {
    const valuesPath = child(index(path, at), 'values');
    if (values.length === 0) errors.push(required(valuesPath));
    for (const [position, value] of values.entries()) {
      if (values.indexOf(value) < position) errors.push(duplicate(index(valuesPath, position), value));
    }
    validateLabelName(key, child(index(path, at), 'key'), errors);
    if (keys.has(key)) errors.push(duplicate(child(index(path, at), 'key'), key));
    keys.add(key);
  }
}

/** The same text for terms that select the same: later expressions for a key replace earlier ones, order is nothing. */
function meaningOf(expressions: readonly TopologySelectorLabelRequirement[]): string {
  const byKey = new Map(expressions.map(({ key = '', values = [] }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
}
