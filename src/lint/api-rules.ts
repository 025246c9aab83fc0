import type { FieldErrorType } from '../kube/field-error.js';

/** The rule under which the API server's refusal of a field is reported. */
export const RULE_OF_FIELD_ERROR: Readonly<Record<FieldErrorType, string>> = {
  Required: 'api/required',
  Invalid: 'api/invalid-value',
  NotSupported: 'api/unsupported-value',
  Forbidden: 'api/forbidden-field',
  Duplicate: 'api/duplicate-value',
  NotFound: 'api/not-found',
  TooLong: 'api/too-long',
  TooMany: 'api/too-many',
  TypeInvalid: 'api/wrong-type',
  // The server's own trouble with a value, such as a CEL expression whose evaluation fails.
  Internal: 'api/invalid-value',
  UnknownField: 'api/unknown-field',
  DuplicateField: 'yaml/duplicate-key',
  TypeMismatch: 'api/wrong-type',
  BadRequest: 'api/bad-request',
};
