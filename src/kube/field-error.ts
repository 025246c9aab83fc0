import type { FieldPath } from './field-path.js';

/**
 * Why the API server refuses a field. The names are the server's own causes (`metav1.CauseType`), without `FieldValue`;
 * the last group comes from decoding, before validation.
 */
export type FieldErrorType =
  | 'Required'
  | 'Invalid'
  | 'NotSupported'
  | 'Forbidden'
  | 'Duplicate'
  | 'NotFound'
  | 'TooLong'
  | 'TooMany'
  | 'TypeInvalid'
  | 'Internal'
  | 'UnknownField'
  | 'DuplicateField'
  | 'TypeMismatch'
  | 'BadRequest';

/**
 * One reason for which the API server rejects an object. Twin of k8s.io/apimachinery `field.Error`.
 * `detail` is what is wrong in the server's words or clearer, lower case, without the path and without the value.
 */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly path: FieldPath | undefined;
  /** The refused value, for the message; absent for Required, Forbidden and where it says nothing. */
  readonly value?: unknown;
  readonly detail: string;
  /** For NotSupported: the values that are supported, sorted as the server sorts them. */
  readonly supported?: readonly string[];
  /** Where to point, when it is smaller than what `path` names: the server says `labels` of every label. */
  readonly spot?: Spot;
  /** The name that was probably meant: a field, an apiVersion or a kind. */
  readonly suggestion?: string;
}

/** A place in an object: the value at a path, or the key that it has. */
export interface Spot {
  readonly path: FieldPath;
  readonly at?: 'key';
}

/** Collects the errors of one validation, like upstream's `field.ErrorList`. */
export type FieldErrors = FieldError[];

/** The field has to be there and is not. */
export function required(path: FieldPath | undefined, detail = ''): FieldError {
  return { type: 'Required', path, detail };
}

/** The value is malformed or out of bounds. */
export function invalid(path: FieldPath | undefined, value: unknown, detail: string): FieldError {
  return { type: 'Invalid', path, value, detail };
}

/** The value is not one of the supported ones. */
export function notSupported(path: FieldPath | undefined, value: unknown, supported: readonly string[]): FieldError {
  return { type: 'NotSupported', path, value, supported, detail: '' };
}

/** The field may not be set here. */
export function forbidden(path: FieldPath | undefined, detail: string): FieldError {
  return { type: 'Forbidden', path, detail };
}

/** The value repeats one that has to be unique. */
export function duplicate(path: FieldPath | undefined, value: unknown): FieldError {
  return { type: 'Duplicate', path, value, detail: '' };
}

/** The value names something that does not exist in the object; `detail` may say what does. */
export function notFound(path: FieldPath | undefined, value: unknown, detail = ''): FieldError {
  return { type: 'NotFound', path, value, detail };
}

/** The value is longer than `max` (bytes for strings). */
export function tooLong(path: FieldPath | undefined, value: unknown, max: number): FieldError {
  return { type: 'TooLong', path, value, detail: `may not be more than ${max} bytes` };
}

/** The list has more than `max` items. */
export function tooMany(path: FieldPath | undefined, actual: number, max: number): FieldError {
  return { type: 'TooMany', path, value: actual, detail: `must have at most ${max} items` };
}
