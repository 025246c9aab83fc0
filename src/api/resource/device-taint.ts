// Twins of validateDeviceTaint and validateDeviceToleration: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isValidLabelValue } from '../../kube/names.js';
import type { DeviceTaint, DeviceToleration } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import { validateLabelName } from '../meta/label-selector.js';

const EFFECTS = ['NoExecute', 'NoSchedule', 'None'];

/** A taint of a device. */
export function validateDeviceTaint(taint: DeviceTaint, path: FieldPath, errors: FieldErrors): void {
  const { key = '', value = '', effect = '' } = taint;
  validateLabelName(key, child(path, 'key'), errors);
  if (value !== '') pushInvalid(isValidLabelValue(value), value, child(path, 'value'), errors);
  if (effect === '') errors.push(required(child(path, 'effect')));
  else if (!EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
}

/** A toleration of a request. */
export function validateDeviceToleration(toleration: DeviceToleration, path: FieldPath, errors: FieldErrors): void {
  const { key = '', value = '', operator = '', effect = '' } = toleration;
  const valuePath = child(path, 'value');
  if (key !== '') validateLabelName(key, child(path, 'key'), errors);
  if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(valuePath, value, 'must be empty for operator `Exists`'));
  } else if (operator === 'Equal') pushInvalid(isValidLabelValue(value), value, valuePath, errors);
  else if (operator === '') errors.push(required(child(path, 'operator')));
  else errors.push(notSupported(child(path, 'operator'), operator, ['Equal', 'Exists']));
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
}
