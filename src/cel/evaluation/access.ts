// Fields and items of values, and which overload takes them. Follows cel-go v0.26 interpreter/attributes.go.

import { type Type, unwrappedOptional } from '../type.js';
import {
  type Failure,
  failure,
  isFailure,
  isMap,
  isOptional,
  itemsOf,
  keyText,
  NO_SUCH_OVERLOAD,
  NONE,
  some,
  type Value,
} from '../value.js';
import { printed, runtimeTypeName, typeOfValue } from './runtime-type.js';

/** `value.field`. */
export function fieldOf(value: Value, field: string): Value {
  if (isFailure(value)) return value;
  if (isOptional(value)) return value.value === undefined ? NONE : optionalField(value.value, field);
  if (isMap(value)) return value.find(field) ?? failure(`no such key: ${field}`);
  if (value === null) return failure(`no such key: ${field}`);
  return failure(`no such overload: ${runtimeTypeName(typeOfValue(value))}.ref-resolve(*)`);
}

/** `value.?field`. */
export function optionalField(value: Value, field: string): Value {
  const target = isOptional(value) ? value.value : value;
  if (target === undefined) return NONE;
  if (isFailure(target)) return target;
  const found = isMap(target) ? target.find(field) : undefined;
  if (found === undefined) return NONE;
  return isFailure(found) ? found : some(found);
}

/** `value[index]`. */
export function at(value: Value, index: Value): Value {
  if (isOptional(value)) return value.value === undefined ? NONE : optionalAt(value.value, index);
  if (isMap(value)) return value.find(index) ?? failure(`no such key: ${printed(index)}`);
  const items = itemsOf(value);
  if (items === undefined) return NO_SUCH_OVERLOAD;
  const position = positionOf(index);
  if (position === undefined) return failure(`unsupported index type '${runtimeTypeName(typeOfValue(index))}' in list`);
  return items[position] ?? (position in items ? null : failure(`index out of bounds: ${printed(index)}`));
}

function positionOf(index: Value): number | undefined {
  const text = typeof index === 'string' ? undefined : keyText(index);
  return text?.startsWith('n') === true ? Number(text.slice(1)) : undefined;
}

/** `value[?index]`. */
export function optionalAt(value: Value, index: Value): Value {
  const target = isOptional(value) ? value.value : value;
  if (target === undefined) return NONE;
  const items = itemsOf(target);
  const position = positionOf(index);
  if (items !== undefined) {
    return position !== undefined && position >= 0 && position < items.length ? wrapped(items[position]) : NONE;
  }
  return isMap(target) ? wrapped(target.find(index)) : NONE;
}

function wrapped(value: Value | undefined): Value {
  if (value === undefined) return NONE;
  return isFailure(value) ? value : some(value);
}

/** The error of a call for which no overload takes the values. `name` is the function's. */
export function noOverload(name: string, values: readonly Value[]): Failure {
  // Operators say less than functions.
  if (/^@in$|_/.test(name)) return NO_SUCH_OVERLOAD;
  const types = values.map((value) => runtimeTypeName(typeOfValue(value))).join(', ');
  return failure(`no such overload: ${name}(${types})`);
}

/** Is the value of the type, as far as values know theirs? What is inside lists and maps is not looked at. */
export function isOfType(value: Value, type: Type): boolean {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'bigint';
    case 'double':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'list':
      return itemsOf(value) !== undefined;
    case 'map':
      return isMap(value);
    case 'dyn':
    case 'error':
    case 'param':
      return true;
  }
  if (unwrappedOptional(type) !== undefined) return isOptional(value);
  const actual = typeOfValue(value);
  return actual.kind === type.kind && runtimeTypeName(actual) === runtimeTypeName(type);
}
