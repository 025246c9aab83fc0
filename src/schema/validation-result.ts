// What a value is found to be against one schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357
// pkg/validation/validate/result.go.
import type { Correlated } from '../cel/custom-resources/correlation.js';
import type { FieldError } from '../kube/field-error.js';
import { type FieldPath, formatPath } from '../kube/field-path.js';
import type { Structural } from './structural.js';

/** What a value is judged by, and where it stands. */
export interface Place {
  readonly schema: Structural;
  readonly path: FieldPath | undefined;
  /** The release that judges. */
  readonly minor: number;
  /** In an update: the value with its old self, where that can be told. */
  readonly current: Correlated | undefined;
}

/** Errors, and how many checks were made: of several alternatives the one that got furthest explains the failure. */
export interface ValidationResult {
  readonly place: Place;
  readonly errors: FieldError[];
  matches: number;
}

/** Adds what another result found, of a part of the value or by a part of the schema. */
export function merge(into: ValidationResult, from: ValidationResult): void {
  for (const error of from.errors) add(into, error);
  into.matches += from.matches;
}

/** Adds an error. The same error twice is reported once: `anyOf` and `allOf` branches overlap. */
export function add(result: ValidationResult, error: FieldError): void {
  const repeats = result.errors.some((known) => {
    return (
      known.type === error.type && known.detail === error.detail && formatPath(known.path) === formatPath(error.path)
    );
  });
  if (!repeats) result.errors.push(error);
}

/** Of results by alternatives the one whose errors tell most: the first that got furthest. */
export function furthest(results: readonly ValidationResult[]): ValidationResult {
  return results.reduce((best, one) => (one.matches > best.matches ? one : best));
}
