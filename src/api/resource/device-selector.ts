// CEL selectors of devices: k8s.io/dynamic-resource-allocation v0.35.4 cel/compile.go.
// Not checked: what a selector costs.

import { compile } from '../../cel/compile.js';
import { type Environment, environment, newExpressions } from '../../cel/environment.js';
import { BOOL, DYN, formatType, mapOf, STRING, struct, type Type } from '../../cel/type.js';
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type { DeviceSelector } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateItems } from './limits.js';

const MAX_SELECTORS = 32;
const MAX_LENGTH = 10 * 1024;
const DEVICE = 'kubernetes.DRADevice';
const QUANTITY = struct('kubernetes.Quantity');

/** The selectors of a request or class. */
export function validateSelectors(
  selectors: readonly DeviceSelector[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateItems(selectors, MAX_SELECTORS, path, errors, ({ cel }, itemPath) => {
    const celPath = child(itemPath, 'cel');
    if (cel === undefined) errors.push(required(celPath));
    else validateExpression(cel.expression ?? '', child(celPath, 'expression'), context, errors);
  });
}

function validateExpression(text: string, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  if (byteLength(text) > MAX_LENGTH) {
    errors.push(tooLong(path, text, MAX_LENGTH));
    return;
  }
  const compiled = compile(text, deviceEnvironment(context));
  if (compiled.kind === 'compile-error') {
    if (compiled.stage === 'check') errors.push(invalid(path, text, `compilation failed: ${compiled.message}`));
    else errors.push({ type: 'Internal', path, detail: `program instantiation failed: ${compiled.message}` });
  } else if (compiled.type.kind !== 'bool' && compiled.type.kind !== 'dyn') {
    errors.push(invalid(path, text, `must evaluate to bool or the unknown type, not ${formatType(compiled.type)}`));
  }
}

function deviceEnvironment({ version }: ApiContext): Environment {
  const fields = new Map<string, Type>([
    ['driver', STRING],
    ['attributes', mapOf(STRING, mapOf(STRING, DYN))],
    ['capacity', mapOf(STRING, mapOf(STRING, QUANTITY))],
  ]);
  if (isGateOn('DRAConsumableCapacity', version)) fields.set('allowMultipleAllocations', BOOL);
  return environment(newExpressions(version.minor), {
    structs: new Map([[DEVICE, fields]]),
    variables: new Map([['device', struct(DEVICE)]]),
  });
}
