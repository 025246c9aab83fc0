// CEL selectors of devices: k8s.io/dynamic-resource-allocation v0.35.4 cel/compile.go.

import { compile } from '../../cel/compile.js';
import { estimatedCost } from '../../cel/cost/cost.js';
import type { SizeNode } from '../../cel/custom-resources/schema-size.js';
import { type Environment, environment, newExpressions } from '../../cel/environment.js';
import { BINDING_MACROS } from '../../cel/parsing/macros.js';
import { ANY, BOOL, formatType, mapOf, STRING, struct, type Type } from '../../cel/type.js';
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, invalid, required, tooLong } from '../../kube/field-error.js';
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
  } else if (!isBool(compiled.type) && compiled.type.kind !== 'any') {
    errors.push(invalid(path, text, `must evaluate to bool or the unknown type, not ${formatType(compiled.type)}`));
  } else if (estimatedCost(compiled.checked, DEVICE_SIZES, 'device') > MAX_COST) {
    errors.push(forbidden(path, 'too complex, exceeds cost limit'));
  }
}

// Compared by identity upstream: a wrapper is none.
function isBool(type: Type): boolean {
  return type.kind === 'bool' && !('nullable' in type);
}

/** `CELSelectorExpressionMaxCost` of k8s.io/api/resource/v1. */
const MAX_COST = 1_000_000;
// As k8s.io/api/resource/v1 limits them: names of drivers and domains, of attributes, their texts, how many there are.
const DOMAIN: SizeNode = { minBytes: 0, maxElements: 63 };
const ID: SizeNode = { minBytes: 0, maxElements: 32 };
const TEXT: SizeNode = { minBytes: 0, maxElements: 64 };
const mapOfSizes = (key: SizeNode, element: SizeNode, rest: Partial<SizeNode> = {}): SizeNode => {
  return { minBytes: 0, maxElements: 32, key, element, ...rest };
};

/** How large the parts of a device can be; every attribute is as large as a text can be. */
const DEVICE_SIZES: SizeNode = {
  minBytes: 0,
  maxElements: 0,
  fields: new Map([
    ['driver', DOMAIN],
    ['allowMultipleAllocations', { minBytes: 0, maxElements: 1 }],
    ['attributes', mapOfSizes(DOMAIN, mapOfSizes(ID, TEXT, { otherFields: TEXT }))],
    ['capacity', mapOfSizes(DOMAIN, mapOfSizes(ID, { minBytes: 0, maxElements: 0 }))],
  ]),
};

function deviceEnvironment({ version }: ApiContext): Environment {
  const fields = new Map<string, Type>([
    ['driver', STRING],
    ['attributes', mapOf(STRING, mapOf(STRING, ANY))],
    ['capacity', mapOf(STRING, mapOf(STRING, QUANTITY))],
  ]);
  if (isGateOn('DRAConsumableCapacity', version)) fields.set('allowMultipleAllocations', BOOL);
  return environment(newExpressions(version.minor), {
    structs: new Map([[DEVICE, fields]]),
    variables: new Map([['device', struct(DEVICE)]]),
    macros: BINDING_MACROS,
  });
}
