// Twin of validateDeviceConfiguration: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isJsonObject } from '../../kube/json.js';
import type { OpaqueDeviceConfiguration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateDriverName } from './names.js';

const MAX_PARAMETERS = 10 * 1024;

/** Parameters for a driver, which only the driver reads. */
export function validateDeviceConfiguration(
  opaque: OpaqueDeviceConfiguration | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const opaquePath = child(path, 'opaque');
  if (opaque === undefined) {
    errors.push(required(opaquePath));
    return;
  }
  validateDriverName(opaque.driver, child(opaquePath, 'driver'), context, errors);
  const { parameters } = opaque;
  const parametersPath = child(opaquePath, 'parameters');
  if (parameters === undefined || parameters === null) errors.push(required(parametersPath));
  // The server measures the text that it was sent, which may be longer.
  else if (byteLength(JSON.stringify(parameters)) > MAX_PARAMETERS) {
    errors.push(tooLong(parametersPath, '', MAX_PARAMETERS));
  } else if (!isJsonObject(parameters)) {
    errors.push(invalid(parametersPath, '<value omitted>', 'must be a valid JSON object'));
  }
}
