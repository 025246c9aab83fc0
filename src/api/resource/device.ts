// Twin of validateDevice: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { duplicate, type FieldErrors, invalid, required, tooLong, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import type { Counter, Device, DeviceAttribute } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateLabelName } from '../meta/label-selector.js';
import { validateCapacity } from './device-capacity.js';
import { validateDeviceTaint } from './device-taint.js';
import { validateItems, validateSet } from './limits.js';
import { validateLabelLike, validateQualifiedName } from './names.js';
import { validateNodeChoice } from './node-choice.js';

const MAX_ATTRIBUTES_AND_CAPACITIES = 32;
const MAX_VALUE = 64;
const MAX_KEY = 63 + 1 + 32;
const MAX_TAINTS = 16;
const MAX_CONSUMPTIONS = 2;
const MAX_COUNTERS = 32;
const MAX_CONDITIONS = 4;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

/** A device of a slice. */
export function validateDevice(
  device: Device,
  perDevice: boolean | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateLabelLike(device.name, child(path, 'name'), errors);
  const { attributes = {}, capacity = {}, taints = [], consumesCounters = [] } = device;
  const total = Object.keys(attributes).length + Object.keys(capacity).length;
  if (total > MAX_ATTRIBUTES_AND_CAPACITIES) {
    const detail = `the total number of attributes and capacities must not exceed ${MAX_ATTRIBUTES_AND_CAPACITIES}`;
    errors.push(invalid(path, total, detail));
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const at = key(child(path, 'attributes'), shortened(name, MAX_KEY));
    validateQualifiedName(name, at, context, errors);
    validateAttribute(attribute, at, errors);
  }
  for (const [name, value] of Object.entries(capacity)) {
    const at = key(child(path, 'capacity'), shortened(name, MAX_KEY));
    validateQualifiedName(name, at, context, errors);
    validateCapacity(value, device.allowMultipleAllocations === true, at, errors);
  }
  validateItems(taints, MAX_TAINTS, child(path, 'taints'), errors, (taint, at) =>
    validateDeviceTaint(taint, at, errors),
  );
  const setOf = ({ counterSet = '' }: { readonly counterSet?: string | undefined }): string => counterSet;
  validateSet(consumesCounters, MAX_CONSUMPTIONS, child(path, 'consumesCounters'), errors, setOf, (consumption, at) => {
    const { counterSet = '', counters = {} } = consumption;
    if (counterSet === '') errors.push(required(child(at, 'counterSet')));
    else validateLabelLike(counterSet, child(at, 'counterSet'), errors);
    validateCounters(counters, child(at, 'counters'), errors);
  });
  if (perDevice === true) {
    validateNodeChoice(device, undefined, path, errors);
  } else if (device.nodeName !== undefined || device.nodeSelector !== undefined || device.allNodes !== undefined) {
    const detail =
      '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true';
    errors.push(invalid(path, undefined, detail));
  }
  validateBinding(device, path, errors);
}

/** The counters that a device takes from, or that a slice has. */
export function validateCounters(
  counters: { readonly [name: string]: Counter },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const names = Object.keys(counters);
  if (names.length === 0) errors.push(required(path));
  else if (names.length > MAX_COUNTERS) errors.push(tooMany(path, names.length, MAX_COUNTERS));
  else for (const name of names) validateLabelLike(name, key(path, shortened(name, MAX_VALUE - 1)), errors);
}

// The server cuts long keys in the middle to print them.
function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const rest = max - 3;
  return `${text.slice(0, Math.floor((rest + 1) / 2))}...${text.slice(text.length - Math.floor(rest / 2))}`;
}

function validateAttribute(attribute: DeviceAttribute, path: FieldPath, errors: FieldErrors): void {
  const { bool, int, string, version } = attribute;
  for (const [field, text] of Object.entries({ string, version })) {
    if (text === undefined) continue;
    const at = child(path, field);
    if (field === 'version' && !SEMVER.test(text)) {
      errors.push(invalid(at, text, 'must be a string compatible with semver.org spec 2.0.0'));
    }
    if (byteLength(text) > MAX_VALUE) errors.push(tooLong(at, text, MAX_VALUE));
  }
  const values = [bool, int, string, version].filter((value) => value !== undefined);
  if (values.length !== 1) errors.push(invalid(path, attribute, 'exactly one value must be specified'));
}

function validateBinding(device: Device, path: FieldPath, errors: FieldErrors): void {
  const { bindingConditions: conditions = [], bindingFailureConditions: failures = [] } = device;
  for (const [field, names] of Object.entries({ bindingConditions: conditions, bindingFailureConditions: failures })) {
    const listPath = child(path, field);
    validateItems(names, MAX_CONDITIONS, listPath, errors, (name, at) => validateLabelName(name, at, errors));
    for (const [at, name] of names.entries()) {
      if (names.indexOf(name) < at) errors.push(duplicate(index(listPath, at), name));
    }
  }
  const failuresPath = child(path, 'bindingFailureConditions');
  for (const [at, name] of failures.entries()) {
    if (!conditions.includes(name)) continue;
    errors.push(invalid(index(failuresPath, at), name, 'must not overlap with bindingConditions'));
  }
  if (conditions.length === 0 && failures.length > 0) {
    errors.push(invalid(child(path, 'bindingConditions'), conditions, 'required to use bindingFailureConditions'));
  }
  if (failures.length === 0 && conditions.length > 0) {
    errors.push(invalid(failuresPath, failures, 'required to use bindingConditions'));
  }
}
