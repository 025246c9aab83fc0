import type { FieldError } from '../kube/field-error.js';
import { type FieldPath, type Segment, segments } from '../kube/field-path.js';
import type { Json } from '../kube/json.js';

/**
 * One reason for which decoding fails. Go's decoder goes on after a `mismatch` and a `strict` error, and stops at once
 * where a type's own `UnmarshalJSON` refuses the value (`abort`).
 */
export interface DecodeError {
  readonly weight: 'abort' | 'mismatch' | 'strict';
  readonly error: FieldError;
}

/**
 * The errors in the order in which the server meets them: it gets JSON whose keys kubectl has sorted, and answers with an abort,
 * else with the first mismatch, else with all unknown fields.
 */
export function inServerOrder(errors: readonly DecodeError[]): FieldError[] {
  const keyed = errors.map(({ weight, error }) => ({ rank: RANK[weight], error, steps: segments(error.path) }));
  keyed.sort((a, b) => a.rank - b.rank || comparePaths(a.steps, b.steps));
  return keyed.map(({ error }) => error);
}

const RANK = { abort: 0, mismatch: 1, strict: 2 } as const;

/**
 * The errors that the API server itself reports for a decoded object: the first if it could not decode, else the unknown
 * and duplicate fields, no more than a hundred, else what validation found.
 */
export function reportedErrors(errors: readonly FieldError[]): readonly FieldError[] {
  const [first] = errors;
  if (first === undefined) return errors;
  if (first.type === 'TypeMismatch' || first.type === 'BadRequest') return [first];
  const strict = errors.filter(({ type }) => type === 'UnknownField' || type === 'DuplicateField');
  return strict.length === 0 ? errors : strict.slice(0, MOST_STRICT);
}

// saveStrictError in sigs.k8s.io/json internal/golang/encoding/json/kubernetes_patch.go.
const MOST_STRICT = 100;

function comparePaths(a: readonly Segment[], b: readonly Segment[]): number {
  const length = Math.min(a.length, b.length);
  for (let step = 0; step < length; step++) {
    const order = compareSegments(a[step] ?? '', b[step] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareSegments(a: Segment, b: Segment): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = textOf(a);
  const right = textOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(segment: Segment): string {
  return typeof segment === 'object' ? segment.key : String(segment);
}

/** The value does not have the type of its field; the server calls it TypeMismatch. */
export function mismatch(path: FieldPath | undefined, value: Json, expected: string): FieldError {
  return { type: 'TypeMismatch', path, value, detail: `${leafOf(path)} has to be ${expected}, not ${describe(value)}` };
}

/** The value has the right JSON type and cannot be read; the server answers 400 and names no field. */
export function unreadable(path: FieldPath | undefined, value: Json, detail: string): FieldError {
  return { type: 'BadRequest', path, value, detail: `${leafOf(path)} cannot be ${describe(value)}: ${detail}` };
}

function leafOf(path: FieldPath | undefined): string {
  const last = path?.segment;
  if (typeof last === 'number') return `item ${last} of ${leafOf(path?.parent)}`;
  if (last === undefined) return 'the object';
  // `limits[cpu]`: the key alone could be any word.
  return typeof last === 'object' ? `${leafOf(path?.parent)}[${shortened(last.key)}]` : textOf(last);
}

function shortened(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

const LONGEST_QUOTE = 40;

/** A value in a message: `the string "8080"`, `a map`. */
function describe(value: Json): string {
  if (value === null) return 'null';
  if (typeof value === 'string') {
    return `the string ${JSON.stringify(shortened(value))}`;
  }
  if (typeof value === 'boolean') return `the boolean ${value}`;
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'a map';
  return `the number ${value}`;
}
