// Strings and numbers against the bounds of a schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357
// pkg/validation/validate/validator.go and values.go.
import { find, parseRegularExpression } from '../cel/regex/regular-expression.js';
import { type FieldError, invalid, tooLong } from '../kube/field-error.js';
import { hasFormat } from './formats.js';
import { isInteger } from './json-type.js';
import { add, type Place, type ValidationResult } from './validation-result.js';

/** Adds an error if the string breaks a length, the pattern or the format. */
export function validateString(value: string, result: ValidationResult): void {
  const { schema, path, minor } = result.place;
  result.matches++;
  const error = stringError(value, result.place);
  if (error !== undefined) add(result, error);
  if (schema.format === undefined) return;
  const isRight = hasFormat(schema.format, value, minor);
  if (isRight === undefined) return;
  result.matches++;
  if (!isRight)
    add(result, { type: 'TypeInvalid', path, value, detail: `must be of type ${schema.format}: "${value}"` });
}

function stringError(value: string, { schema, path }: Place): FieldError | undefined {
  const { pattern } = schema;
  const { minLength, maxLength } = schema.bounds;
  const length = minLength === undefined && maxLength === undefined ? 0 : codePoints(value);
  if (maxLength !== undefined && length > maxLength) return tooLong(path, value, maxLength);
  if (minLength !== undefined && length < minLength) {
    return invalid(path, value, `should be at least ${minLength} chars long`);
  }
  if (pattern === undefined || pattern === '') return undefined;
  const expression = parseRegularExpression(pattern);
  if (expression.kind === 'error')
    return invalid(path, value, `should match '${pattern}', but pattern is invalid: ${expression.message}`);
  return find(expression, value, 0) === undefined ? invalid(path, value, `should match '${pattern}'`) : undefined;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Adds errors if the number breaks a bound or is not a multiple. */
export function validateNumber(value: number | bigint, result: ValidationResult): void {
  const { schema, path } = result.place;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema.bounds;
  result.matches += 2;
  const whole = isInteger(value);
  const limit = (bound: number): number => (whole ? Math.trunc(bound) : bound);
  if (multipleOf !== undefined && !isMultiple(value, multipleOf, whole)) {
    add(result, invalid(path, value, `should be a multiple of ${multipleOf}`));
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= limit(maximum) : value > limit(maximum))) {
    add(result, invalid(path, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`));
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= limit(minimum) : value < limit(minimum))) {
    add(result, invalid(path, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`));
  }
}

function isMultiple(value: number | bigint, factor: number, whole: boolean): boolean {
  if (whole && Number.isInteger(factor)) return factor > 0 && BigInt(value) % BigInt(factor) === 0n;
  if (factor <= 0) return false;
  const quotient = factor < 1 ? (1 / factor) * Number(value) : Number(value) / factor;
  // Go allows the rounding of one division.
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}
