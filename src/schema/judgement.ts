// What a value is found to be against one schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357
// pkg/validation/validate/result.go.
import type { Correlated } from '../cel/correlation.js';
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
export interface Judgement {
  readonly place: Place;
  readonly errors: FieldError[];
  matches: number;
}

/** Adds what another judgement found, of a part of the value or by a part of the schema. */
export function merge(into: Judgement, from: Judgement): void {
  for (const error of from.errors) add(into, error);
  into.matches += from.matches;
}

/** Adds an error. The same error twice is reported once: `anyOf` and `allOf` branches overlap. */
export function add(judgement: Judgement, error: FieldError): void {
  const repeats = judgement.errors.some((known) => {
    return (
      known.type === error.type && known.detail === error.detail && formatPath(known.path) === formatPath(error.path)
    );
  });
  if (!repeats) judgement.errors.push(error);
}

/** Of judgements by alternatives the one whose errors tell most: the first that got furthest. */
export function furthest(judgements: readonly Judgement[]): Judgement {
  return judgements.reduce((best, one) => (one.matches > best.matches ? one : best));
}
